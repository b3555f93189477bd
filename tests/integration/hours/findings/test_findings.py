"""From credits to a finding, and from a finding to what becomes of it."""

from typing import Any

import pytest

from services.hours.domain.findings.limits import Limits
from services.hours.operations.findings.detect import detect
from shared.contracts.volunteers import VolunteerRegistered
from shared.ids import id_from
from tests.integration.hours.conftest import Bank, person
from tests.integration.hours.late.office import APPROVER, COORDINATOR, FILER, Office
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, PATH, TOWN
from tests.unit.hours.attendances import ZONE, at, attendance

INSPECTOR = "d1" * 12
PEOPLE = [id_from("volunteer", str(n)) for n in range(8)]
LOW = Limits(back_entries=3, unattended_people=3)


def look(bank: Bank, limits: Limits = LOW) -> int:
    return detect(store=bank.store, limits=limits, zone=ZONE, clock=bank.clock)


def night(bank: Bank, *people: str, day: int = 0, activity: str = "night") -> None:
    """These people were at one activity from nine in the evening to one at night."""
    for who in people:
        bank.keep(VolunteerRegistered, person(who, PATH, number=f"V{who[:4]}"))
        bank.hear(
            attendance(
                "21:00",
                "25:00",
                ("21:00", "25:00"),
                name=f"{activity} {day} {who}",
                day=day,
                volunteer_id=who,
                activity_id=id_from("activity", activity),
                organisation_id=TOWN,
                organisation_path=PATH,
            )
        )
    bank.clock.now = max(bank.clock.now, at("26:00", day))


@pytest.fixture
def inspector(office: Office) -> dict[str, str]:
    return office.as_(INSPECTOR, *COORDINATOR)


def listed(office: Office, by: dict[str, str], query: str = "") -> list[dict[str, Any]]:
    return list(office.ask("GET", f"findings{query}", by=by).json["items"])


def test_invented_hours_are_found_with_their_evidence(
    office: Office, inspector: dict[str, str]
) -> None:
    for who in PEOPLE[:4]:
        office.bank.keep(VolunteerRegistered, person(who, PATH, name="某人"))
        assert office.approve(office.proven(volunteer_id=who)).status_code == 200
    assert look(office.bank) == 2
    many, none = sorted(listed(office, inspector), key=lambda one: one["kind"])
    assert (many["kind"], none["kind"]) == ("many_back_entries", "nobody_came")
    assert {one["volunteer_id"] for one in many["people"]} == set(PEOPLE[:4])
    assert {one["name"] for one in many["recorders"]} == {"李主任", "陈书记"}
    assert many["explanation"]["zh"].startswith("2026-05-03，同一人补录了4人的时长，共360分钟")
    assert "4 people" in none["explanation"]["en"]
    whole = office.ask("GET", f"findings/{none['finding_id']}", by=inspector).json
    shown = [one["journal_id"] for one in whole["journals"]]
    assert sorted(shown) == sorted(one["_id"] for one in office.bank.journals())
    for who in (FILER, APPROVER):
        path, body = f"findings/{many['finding_id']}/dismiss", {"reason": "没有问题"}
        refused = office.ask("POST", path, body, by=office.as_(who, ("coordinator", "/")))
        assert refused.status_code == 403


def test_old_presences_that_are_entered_now_are_found_now(
    office: Office, inspector: dict[str, str]
) -> None:
    office.bank.clock.now = at("18:00", 200)
    for who in PEOPLE[:3]:
        office.bank.keep(VolunteerRegistered, person(who, PATH))
        assert office.approve(office.proven(volunteer_id=who)).status_code == 200
    assert look(office.bank) == 2


def test_what_was_reversed_is_no_evidence(office: Office, inspector: dict[str, str]) -> None:
    night(office.bank, HER)
    [journal] = office.bank.journals()
    path = f"journals/{journal['_id']}/reverse"
    assert office.ask("POST", path, {"reason": "误登"}, by=inspector).status_code == 201
    assert look(office.bank) == 0


def test_each_thing_is_found_once_and_grows_while_it_is_open(
    office: Office, inspector: dict[str, str]
) -> None:
    night(office.bank, PEOPLE[0])
    assert look(office.bank) == 1
    night(office.bank, PEOPLE[1])
    assert look(office.bank) == 0, "it has looked today"
    office.bank.clock.advance(days=1)
    assert look(office.bank) == 0, "it is known"
    [one] = listed(office, inspector)
    assert one["size"] == 2
    assert {who["volunteer_id"] for who in one["people"]} == set(PEOPLE[:2])


def test_an_administrator_may_ask_for_a_look_now(office: Office) -> None:
    look(office.bank)
    office.bank.clock.advance(minutes=1)
    night(office.bank, HER)
    chief = office.as_(INSPECTOR, ("administrator", "/"))
    assert office.ask("POST", "findings/look", by=chief).status_code == 202
    assert look(office.bank) == 1
    office.bank.clock.advance(minutes=1)
    night(office.bank, HER, day=1, activity="another")
    assert office.bank.store.findings.look()["asked_at"] < office.bank.clock()


def test_what_is_dismissed_comes_again_with_twice_the_evidence(
    office: Office, inspector: dict[str, str]
) -> None:
    bank = office.bank
    night(bank, *PEOPLE[:2])
    look(bank)
    [first] = listed(office, inspector)
    path, why = f"findings/{first['finding_id']}/dismiss", {"reason": "夜间巡逻"}
    done = office.ask("POST", path, why, by=inspector)
    assert (done.json["status"], done.json["reason"]) == ("dismissed", "夜间巡逻")
    assert office.ask("POST", path, why, by=inspector).status_code == 409
    night(bank, PEOPLE[2])
    bank.clock.advance(days=1)
    assert look(bank) == 0
    night(bank, PEOPLE[3])
    bank.clock.advance(days=1)
    assert look(bank) == 1
    again, before = listed(office, inspector)
    assert (again["again_after"], again["size"]) == (first["finding_id"], 4)
    assert before["status"] == "dismissed"
    assert look(bank) == 0


def test_purses_are_frozen_for_a_finding_all_or_none(
    office: Office, inspector: dict[str, str]
) -> None:
    bank = office.bank
    night(bank, *PEOPLE[:3])
    look(bank)
    [one] = listed(office, inspector)
    path = f"findings/{one['finding_id']}/freeze"
    other = {"reason": "正在核实", "volunteer_ids": [HER]}
    assert office.ask("POST", path, other, by=inspector).json["type"].endswith("not-in-finding")
    freeze = {"reason": "此前已冻结"}
    url = f"hours/volunteers/{PEOPLE[1]}/freeze"
    assert office.ask("POST", url, freeze, by=inspector).status_code == 200
    done = office.ask("POST", path, {"reason": "正在核实"}, by=inspector)
    assert (done.status_code, done.json["status"]) == (200, "frozen")
    assert sorted(done.json["frozen"]) == sorted([PEOPLE[0], PEOPLE[2]])
    reasons = {row["volunteer_id"]: row["reason"] for row in bank.database["freezes"].find()}
    assert reasons == dict.fromkeys(PEOPLE[:3], "正在核实") | {PEOPLE[1]: "此前已冻结"}
    frozen = bank.database["purses"].find({"frozen": {"$ne": None}})
    assert {row["_id"] for row in frozen} == {f"volunteer:{who}" for who in PEOPLE[:3]}
    bank.recount()  # the record of service is as it was


def test_nobody_freezes_a_person_of_another_office(office: Office) -> None:
    bank = office.bank
    night(bank, *PEOPLE[:2])
    far = person(PEOPLE[1], f"/{ELSEWHERE}/", revision=2)
    bank.keep(VolunteerRegistered, far)
    look(bank)
    by = office.as_(INSPECTOR, ("coordinator", f"/{COUNTY}/"))
    [one] = listed(office, by)
    path, why = f"findings/{one['finding_id']}/freeze", {"reason": "正在核实"}
    assert office.ask("POST", path, why, by=by).status_code == 403
    assert bank.database["freezes"].count_documents({}) == 0
    mine = {**why, "volunteer_ids": [PEOPLE[0]]}
    assert office.ask("POST", path, mine, by=by).json["frozen"] == [PEOPLE[0]]


def test_findings_are_read_by_page_kind_and_state(
    office: Office, inspector: dict[str, str]
) -> None:
    for n in range(5):
        night(office.bank, PEOPLE[n], activity=f"night {n}")
    look(office.bank)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = office.ask("GET", f"findings?limit=2{cursor}", by=inspector).json
        seen += [one["finding_id"] for one in page["items"]]
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 5
    assert len(listed(office, inspector, "?kind=at_night&status=open")) == 5
    assert listed(office, inspector, "?kind=friends") == []
    assert listed(office, office.as_(HER, ("coordinator", f"/{ELSEWHERE}/"))) == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "findings?kind=murder", None),
        ("GET", "findings?status=guilty", None),
        ("GET", "findings?cursor=eA", None),
        ("GET", "findings?organisation_id=..", None),
        ("POST", "findings/x/dismiss", {}),
        ("POST", "findings/x/dismiss", {"reason": " "}),
        ("POST", "findings/x/freeze", {"reason": "正在核实", "volunteer_ids": ["x"]}),
        ("POST", "findings/x/freeze", {"reason": "正在核实", "volunteer_ids": [HER] * 201}),
        ("POST", "findings/x/freeze", {"reason": "正在核实", "extra": 1}),
    ],
)
def test_what_makes_no_sense_is_refused(
    method: str, path: str, body: Any, office: Office, inspector: dict[str, str]
) -> None:
    assert office.ask(method, path, body, by=inspector).status_code == 422


def test_there_is_no_such_finding(office: Office, inspector: dict[str, str]) -> None:
    for name in ("dismiss", "freeze"):
        answer = office.ask("POST", f"findings/x/{name}", {"reason": "正在核实"}, by=inspector)
        assert answer.status_code == 404
    assert office.ask("GET", "findings/x", by=inspector).status_code == 404
