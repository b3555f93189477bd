"""Every route against every role: who may, who may not, and who is not even signed in."""

from collections.abc import Callable
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.certificates import routes as certificates
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.findings import routes as findings
from tests.integration.hours.late import routes as late
from tests.integration.hours.ledger import routes as ledger
from tests.integration.hours.matrix import COUNTY, HER, PATH, TOWN, WHO, Route
from tests.integration.hours.notice import routes as notice
from tests.integration.hours.rewards import routes as rewards
from tests.integration.hours.rules import routes as rules
from tests.unit.hours.attendances import attendance

SUBJECTS: tuple[ModuleType, ...] = (certificates, findings, late, ledger, rewards, rules, notice)
MONTHS = "from=2026-05&to=2026-05"
OWN = {
    "my hours": Route("GET", "/api/v1/hours/me", [401, 200, 200, 200, 200, 200, 200, 200, 200]),
    "my statement": Route(
        "GET",
        "/api/v1/hours/me/statement",
        [401, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    "her hours": Route(
        "GET",
        f"/api/v1/hours/volunteers/{HER}",
        [401, 200, 403, 403, 403, 200, 403, 200, 200],
    ),
    "her statement": Route(
        "GET",
        f"/api/v1/hours/volunteers/{HER}/statement",
        [401, 200, 403, 403, 403, 200, 403, 200, 200],
    ),
    "the town's totals": Route(
        "GET",
        f"/api/v1/hours/totals?organisation_id={TOWN}&{MONTHS}",
        [401, 403, 403, 200, 403, 200, 403, 200, 200],
    ),
    "one's own totals": Route(
        "GET",
        f"/api/v1/hours/totals?{MONTHS}&by=organisation",
        [401, 403, 403, 200, 200, 200, 200, 200, 200],
    ),
    "reversal": Route(
        "POST",
        "/api/v1/journals/{journal}/reverse",
        [401, 403, 403, 403, 403, 201, 403, 201, 403],
        {"reason": "不在现场"},
    ),
}
ROUTES: dict[str, Route] = OWN | {
    name: route for subject in SUBJECTS for name, route in subject.ROUTES.items()
}


@pytest.fixture
def journal(bank: Bank) -> str:
    """A credit of hers in the town."""
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.keep(VolunteerRegistered, person(HER, PATH))
    bank.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH))
    [row] = bank.journals()
    return str(row["_id"])


@pytest.mark.usefixtures("fresh_rules")
@pytest.mark.parametrize("route", ROUTES)
def test_the_matrix(
    route: str,
    journal: str,
    bank: Bank,
    api: FlaskClient,
    bearer: Callable[..., dict[str, str]],
) -> None:
    asked = ROUTES[route]
    prepare = next((one.prepare for one in SUBJECTS if route in one.ROUTES), None)
    found = []
    for who in WHO.values():
        facts = prepare(bank) if prepare else {"journal": journal}
        path, body = asked.filled(facts)
        headers = bearer(*who) if who else {}
        answer = api.open(path, method=asked.method, headers=headers, json=body)
        found.append(answer.status_code)
        if route == "reversal":  # so that the next may try the same
            bank.database["journals"].delete_one({"kind": "reversal"})
    assert dict(zip(WHO, found, strict=True)) == dict(zip(WHO, asked.expected, strict=True))


def test_every_route_is_in_the_matrix(api: FlaskClient) -> None:
    address = api.application.url_map.bind("")
    known = {
        (method, rule.endpoint)
        for rule in api.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    walked = {
        (route.method, address.match(route.path.split("?")[0], route.method)[0])
        for route in ROUTES.values()
    }
    assert walked == known


def test_every_row_of_the_matrix_is_there_once() -> None:
    assert len(ROUTES) == len(OWN) + sum(len(one.ROUTES) for one in SUBJECTS)
