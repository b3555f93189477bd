"""Every route against every role: who may, who may not, and who is not even signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.conftest import Bank, organisation, person
from tests.unit.hours.attendances import attendance

HER = "a" * 24
COUNTY, TOWN, ELSEWHERE = "c" * 24, "d" * 24, "e" * 24
PATH = f"/{COUNTY}/{TOWN}/"

WHO: dict[str, tuple[str, list[tuple[str, str]]] | None] = {
    "nobody": None,
    "herself": (HER, []),
    "another volunteer": ("b" * 24, []),
    "organiser of the town": ("b" * 24, [("organiser", PATH)]),
    "organiser elsewhere": ("b" * 24, [("organiser", f"/{ELSEWHERE}/")]),
    "coordinator of the county": ("b" * 24, [("coordinator", f"/{COUNTY}/")]),
    "coordinator elsewhere": ("b" * 24, [("coordinator", f"/{ELSEWHERE}/")]),
    "administrator of all": ("b" * 24, [("administrator", "/")]),
    "herself as coordinator": (HER, [("coordinator", f"/{COUNTY}/")]),
}
MONTHS = "from=2026-05&to=2026-05"
ROUTES: dict[str, tuple[str, str, list[int]]] = {
    "my hours": ("GET", "/api/v1/hours/me", [401, 200, 200, 200, 200, 200, 200, 200, 200]),
    "my statement": (
        "GET",
        "/api/v1/hours/me/statement",
        [401, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    "her hours": (
        "GET",
        f"/api/v1/hours/volunteers/{HER}",
        [401, 200, 403, 403, 403, 200, 403, 200, 200],
    ),
    "her statement": (
        "GET",
        f"/api/v1/hours/volunteers/{HER}/statement",
        [401, 200, 403, 403, 403, 200, 403, 200, 200],
    ),
    "the town's totals": (
        "GET",
        f"/api/v1/hours/totals?organisation_id={TOWN}&{MONTHS}",
        [401, 403, 403, 200, 403, 200, 403, 200, 200],
    ),
    "one's own totals": (
        "GET",
        f"/api/v1/hours/totals?{MONTHS}&by=organisation",
        [401, 403, 403, 200, 200, 200, 200, 200, 200],
    ),
    "reversal": (
        "POST",
        "/api/v1/journals/{journal}/reverse",
        [401, 403, 403, 403, 403, 201, 403, 201, 403],
    ),
}


@pytest.fixture
def journal(bank: Bank) -> str:
    """A credit of hers in the town."""
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.keep(VolunteerRegistered, person(HER, PATH))
    bank.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH))
    [row] = bank.journals()
    return str(row["_id"])


@pytest.mark.parametrize("route", ROUTES)
def test_the_matrix(
    route: str,
    journal: str,
    bank: Bank,
    api: FlaskClient,
    bearer: Callable[..., dict[str, str]],
) -> None:
    method, path, expected = ROUTES[route]
    found = []
    for who in WHO.values():
        headers = bearer(*who) if who else {}
        body = {"reason": "不在现场"} if method == "POST" else None
        answer = api.open(path.format(journal=journal), method=method, headers=headers, json=body)
        found.append(answer.status_code)
        if answer.status_code == 201:  # so that the next may try the same
            bank.database["journals"].delete_one({"kind": "reversal"})
    assert dict(zip(WHO, found, strict=True)) == dict(zip(WHO, expected, strict=True))


def test_every_route_is_in_the_matrix(api: FlaskClient) -> None:
    rules = {
        (method, rule.rule)
        for rule in api.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    walked = {
        (
            method,
            path.split("?")[0]
            .replace(HER, "<string:volunteer_id>")
            .replace("{journal}", "<string:journal_id>"),
        )
        for method, path, _ in ROUTES.values()
    }
    assert walked == rules
