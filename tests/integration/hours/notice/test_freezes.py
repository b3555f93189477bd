"""A purse that one person has frozen is freed by another one, on whichever road it was frozen."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from services.hours.domain.ledger.currency import volunteer_purse
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.matrix import COUNTY, HER, PATH

Ask = Callable[..., tuple[int, str]]
FIRST, SECOND = "1f" * 12, "2f" * 12


@pytest.fixture
def ask(bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> Ask:
    """Freeze or free her purse, as somebody with a role somewhere; status and problem."""
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.keep(VolunteerRegistered, person(HER, PATH))

    def asked(step: str, who: str, role: str = "coordinator", path: str = PATH) -> tuple[int, str]:
        url = f"/api/v1/hours/volunteers/{HER}/{step}"
        answer = api.post(url, headers=bearer(who, [(role, path)]), json={"reason": "正在核实"})
        told = answer.get_json().get("type", "")
        return answer.status_code, str(told).removeprefix("/problems/")

    return asked


def is_frozen(bank: Bank) -> bool:
    purse = bank.database["purses"].find_one({"_id": volunteer_purse(HER)})
    return bool(purse and purse.get("frozen"))


@pytest.mark.parametrize(
    ("role", "path"),
    [("coordinator", PATH), ("coordinator", f"/{COUNTY}/"), ("administrator", "/")],
)
def test_who_froze_it_does_not_free_it_under_any_role(
    ask: Ask, bank: Bank, role: str, path: str
) -> None:
    assert ask("freeze", FIRST)[0] == 200
    assert ask("unfreeze", FIRST, role, path) == (403, "froze-it-herself")
    assert is_frozen(bank)


def test_another_one_frees_it_once_and_whose_it_is_never(ask: Ask, bank: Bank) -> None:
    assert ask("freeze", FIRST)[0] == 200
    assert ask("freeze", SECOND) == (409, "already-frozen")
    assert ask("unfreeze", HER, "administrator", "/") == (403, "own-purse")
    assert ask("unfreeze", SECOND)[0] == 200
    assert not is_frozen(bank)
    assert ask("unfreeze", SECOND) == (409, "not-frozen")
