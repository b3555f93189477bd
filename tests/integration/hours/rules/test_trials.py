"""A change of rules is tried dry on a past period, then applied by a second person."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.hours.domain.journals import standing
from services.hours.operations.rules import recount_by_rules as work
from services.hours.operations.rules.apply_rules import SPREADING
from services.hours.operations.rules.recount_by_rules import recount_by_rules
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from shared.tables import read_table
from tests.integration.hours.conftest import Bank, organisation, person
from tests.unit.hours.attendances import ZONE, attendance

COUNTY, TOWN = "c" * 24, "d" * 24
PATHS = {COUNTY: f"/{COUNTY}/", TOWN: f"/{COUNTY}/{TOWN}/"}
FIRST, SECOND = "1" * 24, "2" * 24
Bearer = Callable[..., dict[str, str]]


class Office:
    """Two coordinators of the county, and the worker that counts for them."""

    def __init__(self, bank: Bank, api: FlaskClient, bearer: Bearer) -> None:
        self.bank, self.api = bank, api
        self.who = {
            one: bearer(one, [("coordinator", PATHS[COUNTY])], "en") for one in (FIRST, SECOND)
        }

    def ask(self, values: Any, **more: Any) -> TestResponse:
        body = {"organisation_id": TOWN, "from": "2026-05-01", "to": "2026-05-31", **more}
        return self.api.post(
            "/api/v1/rules/trials", json=body | {"values": values}, headers=self.who[FIRST]
        )

    def count(self, values: Any, **more: Any) -> dict[str, Any]:
        """A trial, counted."""
        answer = self.ask(values, **more)
        assert answer.status_code == 202, answer.get_json()
        self.work()
        return self.read(answer.get_json()["trial_id"])

    def work(self) -> None:
        while recount_by_rules(
            store=self.bank.store, settings=self.bank.settings, zone=ZONE, clock=self.bank.clock
        ):
            pass

    def read(self, trial_id: str, more: str = "") -> Any:
        answer = self.api.get(f"/api/v1/rules/trials/{trial_id}{more}", headers=self.who[SECOND])
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()

    def lines(self, trial_id: str) -> dict[str, int]:
        found = self.read(trial_id, "/lines")["items"]
        return {one["volunteer_id"]: one["difference"] for one in found}

    def apply(self, trial_id: str, who: str = SECOND) -> TestResponse:
        return self.api.post(
            f"/api/v1/rules/trials/{trial_id}/apply",
            json={"reason": "按新办法重新计算"},
            headers=self.who[who],
        )

    def finish(self, trial_id: str) -> dict[str, Any]:
        assert self.apply(trial_id).status_code == 202
        self.bank.clock.now += SPREADING
        self.work()
        found: dict[str, Any] = self.read(trial_id)
        assert found["state"] == "applied"
        return found


@pytest.fixture
def office(bank: Bank, api: FlaskClient, bearer: Bearer) -> Office:
    tree = [organisation(name, path) for name, path in zip("县镇", PATHS.values(), strict=True)]
    bank.keep(OrganisationChanged, *tree)
    bank.clock.now = datetime(2026, 6, 3, tzinfo=UTC)
    return Office(bank, api, bearer)


def serve(bank: Bank, who: str, start: str, end: str, **more: Any) -> None:
    where = {"organisation_id": TOWN, "organisation_path": PATHS[TOWN], "volunteer_id": who}
    bank.hear(attendance(start, end, **{"name": who + start, **where, **more}))


def everybody(bank: Bank) -> dict[str, int]:
    rows = bank.database["accounts"].find({"_id": {"$regex": "^volunteer:"}})
    return {row["_id"].removeprefix("volunteer:"): row["minutes"] for row in rows}


def season(bank: Bank) -> None:
    """Some come early, some stay long, some serve the county meanwhile, or outside the period."""
    serve(bank, "early", "08:20", "11:30")
    serve(bank, "late", "09:00", "12:10")
    serve(bank, "short", "09:00", "09:40")
    serve(bank, "both", "09:00", "11:50")
    elsewhere = {"organisation_id": COUNTY, "organisation_path": PATHS[COUNTY]}
    serve(bank, "both", "11:40", "12:30", shift=("11:30", "12:30"), name="b", **elsewhere)
    serve(bank, "county", "09:00", "11:50", **elsewhere)
    serve(bank, "june", "09:00", "11:50", day=29)
    serve(bank, "april", "09:00", "11:50", day=-3)
    for number in range(5):
        serve(bank, "often", "09:00", "11:40", day=number, name=f"often{number}")


def test_a_trial_says_who_would_gain_and_lose_and_writes_nothing(office: Office) -> None:
    season(office.bank)
    before = office.bank.journals()
    trial = office.count({"grace_before": 0, "grace_after": 20, "minimum_share": 50})
    assert trial["state"] == "counted"
    assert office.lines(trial["trial_id"]) == {
        "early": -15,
        "late": 20,
        "short": -40,
        "both": 10,  # twenty minutes more here, ten of which the county has no more
        "often": 50,
    }
    assert (trial["people"], trial["gained"], trial["lost"]) == (5, 80, 55)
    assert (trial["done"], trial["total"]) == (8, 8)
    assert office.bank.journals() == before
    assert office.bank.store.rules.book(fresh=True).rows == ()


def test_what_is_applied_is_what_was_shown(office: Office) -> None:
    season(office.bank)
    before, old = everybody(office.bank), office.bank.journals()
    trial = office.count({"grace_before": 0, "grace_after": 20, "minimum_share": 50})
    done = office.finish(trial["trial_id"])["applied"]
    found = everybody(office.bank)
    moved = {who: found[who] - before[who] for who in found if found[who] != before[who]}
    assert moved == office.lines(trial["trial_id"])
    assert (done["people"], done["gained"], done["lost"]) == (5, 80, 55)
    office.bank.recount()
    after = office.bank.journals()
    assert [one for one in after if one["_id"] in {row["_id"] for row in old}] == old
    assert len(after) - len(old) == done["journals"]
    reasons = {one["reason"] for one in after if one["kind"] == "reversal"}
    assert "按新办法重新计算" in reasons
    told = {one["data"]["volunteer_id"] for one in office.bank.events("hours_corrected")}
    assert told == set(moved)


def test_later_arrivals_are_counted_by_what_was_applied(office: Office) -> None:
    serve(office.bank, "late", "09:00", "12:10")
    office.finish(office.count({"grace_after": 20})["trial_id"])
    serve(office.bank, "later", "09:00", "12:10", revision=2)
    serve(office.bank, "june", "09:00", "12:10", day=29)
    assert everybody(office.bank) == {"late": 170, "later": 170, "june": 150}


def test_it_is_undone_by_a_trial_without_it(office: Office) -> None:
    season(office.bank)
    before = everybody(office.bank)
    values = {"grace_before": 0, "grace_after": 20, "step": 15, "travel_minutes": 10}
    first = office.count(values)
    office.finish(first["trial_id"])
    assert everybody(office.bank) != before
    undo = office.count(dict.fromkeys(values))
    assert (undo["gained"], undo["lost"]) == (first["lost"], first["gained"])
    office.finish(undo["trial_id"])
    assert everybody(office.bank) == before
    office.bank.recount()


def test_a_day_limit_moves_what_others_left_of_the_day(office: Office) -> None:
    serve(office.bank, "long", "08:00", "13:00", shift=("08:00", "13:00"))
    elsewhere = {"organisation_id": COUNTY, "organisation_path": PATHS[COUNTY]}
    serve(office.bank, "long", "14:00", "20:00", shift=("14:00", "20:00"), **elsewhere)
    assert everybody(office.bank) == {"long": 480}
    trial = office.count({"day_limit": 120})
    assert office.lines(trial["trial_id"]) == {"long": 0}, "less here is more there"
    office.finish(trial["trial_id"])
    found = standing(office.bank.journals())
    assert {one.record["organisation_id"]: one.count.minutes for one in found} == {
        TOWN: 120,
        COUNTY: 360,
    }
    [day] = office.bank.database["approvals"].find()
    assert (day["minutes"], day["held"]) == (480, 180)


def test_a_second_person_applies_and_nobody_who_gains(office: Office, bearer: Bearer) -> None:
    serve(office.bank, SECOND, "09:00", "12:10")
    trial = office.count({"grace_after": 20})["trial_id"]
    assert office.apply(trial, FIRST).get_json()["type"] == "/problems/same-person-twice"
    assert office.apply(trial, SECOND).get_json()["type"] == "/problems/gains-by-it"
    office.who["3"] = bearer("3" * 24, [("coordinator", PATHS[COUNTY])])
    assert office.apply(trial, "3").status_code == 202
    again = office.apply(trial, "3")
    assert (again.status_code, again.get_json()["state"]) == (202, "applying")


def test_only_a_counted_and_recent_trial_is_applied(office: Office) -> None:
    trial = office.ask({"grace_after": 20}).get_json()["trial_id"]
    assert office.apply(trial).get_json()["type"] == "/problems/trial-not-counted"
    office.work()
    office.bank.clock.now += timedelta(days=8)
    assert office.apply(trial).get_json()["type"] == "/problems/trial-too-old"
    assert office.apply("0" * 24).status_code == 404


def test_nobody_is_counted_again_before_every_process_knows_the_row(office: Office) -> None:
    serve(office.bank, "late", "09:00", "12:10")
    trial = office.count({"grace_after": 20})["trial_id"]
    office.apply(trial)
    office.work()
    assert everybody(office.bank) == {"late": 150}
    office.bank.clock.now += SPREADING
    office.work()
    assert everybody(office.bank) == {"late": 170}


def test_the_result_is_a_table_and_has_pages(office: Office) -> None:
    office.bank.keep(VolunteerRegistered, person("early", PATHS[TOWN]))
    season(office.bank)
    trial = office.count({"grace_before": 0, "grace_after": 20, "minimum_share": 50})["trial_id"]
    page = office.read(trial, "/lines?limit=2")
    assert [one["difference"] for one in page["items"]] == [-40, -15]
    assert page["items"][1]["name"] == "王秀英"
    rest = office.read(trial, f"/lines?limit=200&cursor={page['next_cursor']}")
    assert [one["difference"] for one in rest["items"]] == [10, 20, 50]
    for kind in ("csv", "xlsx"):
        url = f"/api/v1/rules/trials/{trial}/table?format={kind}"
        table = read_table(f"t.{kind}", office.api.get(url, headers=office.who[FIRST]).data)
        assert len(table.rows) == 5
    listed = office.api.get(
        f"/api/v1/rules/trials?organisation_id={TOWN}", headers=office.who[FIRST]
    )
    assert [one["trial_id"] for one in listed.get_json()["items"]] == [trial]


def test_it_goes_on_step_by_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "READ", 1)
    monkeypatch.setattr(work, "MOST", 2)
    season(office.bank)
    before = everybody(office.bank)
    trial = office.count({"grace_before": 0, "grace_after": 20, "minimum_share": 50})
    assert (trial["done"], trial["gained"], trial["lost"]) == (8, 80, 55)
    done = office.finish(trial["trial_id"])
    assert (done["done"], done["applied"]["gained"], done["applied"]["lost"]) == (8, 80, 55)
    found = everybody(office.bank)
    assert {who: found[who] - before[who] for who in found if found[who] != before[who]} == (
        office.lines(trial["trial_id"])
    )
    office.bank.recount()


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"values": {"grace_after": -5}}, "rule-invalid"),
        ({"values": {"grace_after": 2.5}}, "rule-invalid"),
        ({"values": {"pay": 5}}, "rule-unknown"),
        ({"values": {"notice_days": 5}}, "rule-not-for-the-past"),
        ({"values": {}}, "rules-empty"),
        ({"from": "2026-05-31", "to": "2026-05-01"}, "trial-period-invalid"),
        ({"to": "2026-06-04"}, "trial-period-invalid"),
        ({"from": "2010-01-01"}, "trial-period-invalid"),
        ({"from": "1026-05-01"}, "trial-period-invalid"),
        ({"from": "0001-01-01", "to": "1001-01-01"}, "trial-period-invalid"),
        ({"from": "yesterday"}, "unprocessable-entity"),
        ({"organisation_id": "e" * 24}, "no-such-organisation"),
    ],
)
def test_what_makes_no_sense_is_said(office: Office, more: dict[str, Any], kind: str) -> None:
    values = more.pop("values", {"grace_after": 20})
    answer = office.ask(values, **more)
    assert answer.get_json()["type"] == f"/problems/{kind}"
    assert office.bank.database["trials"].count_documents({}) == 0
