"""Who certifies what another organisation recorded: transfers with consent, and successors."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from services.hours.operations.certificates.issuer_of import issuer_of
from shared.contracts import volunteers
from tests.integration.hours.conftest import Bank, organisation
from tests.integration.hours.matrix import HER, OTHER

ROOT, EAST, WEST, NEW = (one * 24 for one in "1234")


@pytest.fixture
def ask(bank: Bank, api: FlaskClient, bearer: Any) -> Any:
    bank.keep(
        volunteers.OrganisationChanged,
        organisation("市", f"/{ROOT}/"),
        *(organisation(name, f"/{ROOT}/{key}/") for name, key in _CHILDREN),
    )

    def send(path: str, who: str, role: str = "", **body: Any) -> Any:
        grants = [(role, f"/{ROOT}/")] if role else []
        return api.post(f"/api/v1{path}", json=body, headers=bearer(who, grants))

    return send


_CHILDREN = (("东门街道", EAST), ("西门街道", WEST), ("新街道", NEW))


def way(start: str, end: str) -> dict[str, str]:
    return {"from_organisation_id": start, "to_organisation_id": end}


def issuer(bank: Bank, recorder: str = EAST, who: str = HER) -> str:
    return str(issuer_of(recorder, who, store=bank.store)["_id"])


def test_with_her_consent_another_organisation_certifies(ask: Any, bank: Bank) -> None:
    transfer = ask("/transfers", HER, **way(EAST, WEST)).json["transfer_id"]
    assert issuer(bank) == EAST, "not before it is accepted"
    answer = ask(
        f"/transfers/{transfer}/decide", OTHER, "coordinator", verdict="accepted", reason="欢迎"
    )
    assert answer.json["status"] == "accepted"
    assert issuer(bank) == WEST
    assert issuer(bank, who=OTHER) == EAST, "only hers"
    [row] = bank.database["custody"].find()
    assert [one["type"] for one in row["outbox"]] == ["hours.transfer_decided"]


def test_declined_or_withdrawn_it_stays(ask: Any, bank: Bank) -> None:
    first = ask("/transfers", HER, **way(EAST, WEST)).json["transfer_id"]
    assert ask("/transfers", HER, **way(EAST, NEW)).status_code == 409, "one at a time"
    assert ask(f"/transfers/{first}/withdraw", HER).json["status"] == "withdrawn"
    second = ask("/transfers", HER, **way(EAST, NEW)).json["transfer_id"]
    declined = {"verdict": "declined", "reason": "请先注册"}
    ask(f"/transfers/{second}/decide", OTHER, "coordinator", **declined)
    assert ask(f"/transfers/{second}/decide", OTHER, "coordinator", **declined).status_code == 409
    assert issuer(bank) == EAST


def test_mzbf_2015_149_the_successor_certifies(ask: Any, bank: Bank) -> None:
    for start, end in ((EAST, WEST), (WEST, NEW)):
        body = {**way(start, end), "reason": "合并"}
        assert ask("/successions", OTHER, "coordinator", **body).status_code == 403
        assert ask("/successions", OTHER, "administrator", **body).status_code == 201
    assert issuer(bank) == NEW
    circle = ask("/successions", OTHER, "administrator", **way(NEW, EAST), reason="合并")
    assert circle.json["type"].endswith("in-a-circle")
    again = ask("/successions", OTHER, "administrator", **way(EAST, NEW), reason="合并")
    assert again.json["type"].endswith("has-successor")


def test_records_go_nowhere_else(ask: Any, bank: Bank) -> None:
    assert ask("/transfers", HER, **way(EAST, EAST)).status_code == 422
    assert ask("/transfers", HER, **way(EAST, "9" * 24)).status_code == 404
    closed = organisation("西门街道", f"/{ROOT}/{WEST}/", revision=2, status="closed")
    bank.keep(volunteers.OrganisationChanged, closed)
    assert ask("/transfers", HER, **way(EAST, WEST)).json["type"].endswith("receiver-closed")
    own = ask("/transfers", OTHER, **way(EAST, NEW)).json["transfer_id"]
    answer = ask(
        f"/transfers/{own}/decide", OTHER, "coordinator", verdict="accepted", reason="欢迎"
    )
    assert answer.json["type"].endswith("own-transfer")
