"""Whoever has every role still gains no minute by herself, on any road there is.

Every command of the hour bank is walked by the person whose hours it is about, as administrator of
everything. It is refused, or it is known why nobody gains by it; a new command says which.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.hours.domain.ledger.currency import volunteer_purse
from services.hours.operations.notice.freeze_purse import freeze_purse
from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.rules.recount_by_rules import recount_by_rules
from services.hours.operations.rules.try_rules import try_rules
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.conftest import Bank, organisation, person
from tests.integration.hours.late.office import APPROVER, FILER, Office
from tests.integration.hours.ledger import routes as ledger
from tests.integration.hours.ledger.office import NUMBERS
from tests.integration.hours.matrix import COUNTY, HER, PATH, TOWN
from tests.integration.hours.notice.routes import OBJECTOR
from tests.integration.hours.rules import routes as rules
from tests.integration.hours.test_access import ROUTES, SUBJECTS
from tests.unit.hours.attendances import ZONE, at, attendance

REFUSED = {
    "reversal": "own-hours",
    "dismissing a finding": "concerned-herself",
    "freezing for a finding": "concerned-herself",
    "filing a back-entry": "own-hours",
    "withdrawing a back-entry": "not-hers-to-withdraw",
    "approving a back-entry": "own-hours",
    "declining a back-entry": "own-hours",
    "checking a correction": "own-hours",
    "deciding a correction": "own-hours",
    "handing over": "own-reservation",
    "awarding an honour": "about-oneself",
    "recording a training": "about-oneself",
    "evaluating": "about-oneself",
    "revoking honours": "about-oneself",
    "revoking trainings": "about-oneself",
    "revoking evaluations": "about-oneself",
    "deciding about a long day": "own-hours",
    "objecting": "own-line",
    "deciding an objection": "needs-another-person",
    "freezing": "own-purse",
    "deciding a transfer": "own-transfer",
    "deciding about a star": "own-application",
    "revoking a certificate": "own-hours",
}
"""By route: the problem she is told. None of these is hers to do."""
NO_GAIN = {
    "looking for findings": "only looks",
    "proving a back-entry": "another person looks at the proof and approves",
    "proving a correction": "another person looks at it and decides",
    "asking for a correction": "two others check and decide it",
    "withdrawing a correction": "takes back what she asked for",
    "donation": "gives away",
    "team's donation": "gives away; a team's currency can only be donated",
    "transfer": "gives away; to herself it is refused, see below",
    "offering": "another person hands the goods over",
    "changing an offer": "what is reserved keeps its price, another person hands it over",
    "reserving": "pays",
    "setting rules": "they hold when another person confirms them before their day",
    "confirming rules": "somebody else's; her own is refused, see below",
    "trying rules": "changes nothing; another person applies it",
    "applying rules": "she does not gain by these; where she does she is refused, see below",
    "taking rules back": "only days to come",
    "freeing": "somebody else's; her own is refused, see below",
    "applying for a star": "a coordinator who is not her decides",
    "making certificates": "says what is credited",
    "naming who signs": "changes no hours, and stands on the paper",
    "asking for a transfer": "moves who certifies, no minutes",
    "withdrawing a transfer": "takes back what she asked for",
    "naming a successor": "moves who certifies, no minutes",
    "saying a day": "moves the ends of public notice, no minutes",
    "taking a day back": "moves the ends of public notice, no minutes",
}
"""By route: why whoever may do it gains no minutes."""
RETURNS = {"giving back": "what she has paid comes back: 60 minutes, once"}
COMMANDS = sorted(name for name, route in ROUTES.items() if route.method != "GET")


@pytest.fixture
def her(bearer: Callable[..., dict[str, str]]) -> dict[str, str]:
    return bearer(HER, [("administrator", "/")], "en")


@pytest.fixture
def town(bank: Bank) -> Bank:
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.keep(VolunteerRegistered, person(HER, PATH))
    return bank


@pytest.fixture
def office(bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> Office:
    return Office(bank, api, bearer)


def worth(bank: Bank) -> tuple[int, int]:
    """Her minutes of service, and those in her purse."""
    purse = bank.database["purses"].find_one({"_id": volunteer_purse(HER)})
    return bank.minutes(HER), purse["minutes"] if purse else 0


def slug(answer: Any) -> str:
    return str((answer.get_json(silent=True) or {}).get("type", "")).removeprefix("/problems/")


def test_every_command_is_walked() -> None:
    assert sorted([*REFUSED, *NO_GAIN, *RETURNS]) == COMMANDS


@pytest.mark.parametrize("route", COMMANDS)
def test_no_command_gives_its_sender_a_minute(
    route: str, town: Bank, api: FlaskClient, her: dict[str, str]
) -> None:
    town.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH))
    prepare = next((one.prepare for one in SUBJECTS if route in one.ROUTES), None)
    own = {"journal": f"{attendance()['attendance_id']}-000"}
    path, body = ROUTES[route].filled(prepare(town) if prepare else own)
    service, purse = worth(town)
    answer = api.open(path, method=ROUTES[route].method, headers=her, json=body)
    if route in REFUSED:
        assert (answer.status_code, slug(answer)) == (403, REFUSED[route])
    returned = 60 if route in RETURNS else 0
    assert worth(town)[0] == service
    assert worth(town)[1] <= purse + returned


def test_nobody_transfers_to_herself(town: Bank, api: FlaskClient, her: dict[str, str]) -> None:
    ledger.prepare(town)
    body = {"minutes": 5, "number": NUMBERS[HER]}
    assert slug(api.post("/api/v1/currency/transfers", json=body, headers=her)) == "to-oneself"


def test_nobody_frees_her_own_purse(town: Bank, api: FlaskClient, her: dict[str, str]) -> None:
    freeze_purse(HER, "正在核实", by=OBJECTOR, store=town.store, clock=town.clock)
    url, body = f"/api/v1/hours/volunteers/{HER}/unfreeze", {"reason": "已核实"}
    assert slug(api.post(url, json=body, headers=her)) == "own-purse"


def test_nobody_confirms_rules_she_has_set(
    town: Bank, api: FlaskClient, her: dict[str, str]
) -> None:
    town.clock.now = at("12:00")
    tomorrow = at("12:00", day=1).date().isoformat()
    body = {"organisation_id": TOWN, "from": tomorrow, "values": {"travel_minutes": 600}}
    row = api.post("/api/v1/rules", headers=her, json=body).get_json()
    answer = api.post(f"/api/v1/rules/{row['row_id']}/confirm", headers=her)
    assert slug(answer) == "same-person-twice"
    town.clock.now = at("08:00", day=1)
    town.store.rules.book(fresh=True)
    town.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH, day=1))
    assert town.minutes(HER) == 148


def test_nobody_applies_rules_by_which_she_gains(
    town: Bank, api: FlaskClient, her: dict[str, str]
) -> None:
    rules.prepare(town)
    days = (at("12:00", day=-2).date(), at("12:00").date())
    trial = try_rules(
        TOWN, *days, {"day_limit": 700}, by=rules.ROOT, store=town.store, zone=ZONE,
        clock=town.clock,
    )  # fmt: skip
    recount_by_rules(store=town.store, settings=town.settings, zone=ZONE, clock=town.clock)
    url, body = f"/api/v1/rules/trials/{trial['_id']}/apply", {"reason": "放宽"}
    assert slug(api.post(url, json=body, headers=her)) == "gains-by-it"


def test_whoever_approved_hours_does_not_decide_an_objection_to_them(
    town: Bank, office: Office
) -> None:
    """Two persons stand behind a back-entry; a third one judges it."""
    town.clock.now = at("18:00")
    entry = office.proven()
    assert office.approve(entry).status_code == 200
    list_credits(store=town.store, clock=town.clock, zone=ZONE)
    line = {"journal_id": f"{entry}-000", "reason": "没有来"}
    objection = office.ask("POST", "objections", line, by=office.checker).json["objection_id"]
    path, body = f"objections/{objection}/decide", {"verdict": "dismissed", "reason": "来了"}
    for who in (FILER, APPROVER):
        answer = office.ask("POST", path, body, by=office.as_(who, ("administrator", "/")))
        assert slug(answer) == "needs-another-person"
    third = office.as_("f1" * 12, ("coordinator", f"/{COUNTY}/"))
    assert office.ask("POST", path, body, by=third).status_code == 200
