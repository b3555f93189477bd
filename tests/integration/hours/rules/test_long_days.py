"""What is over the daily limit waits for the parent organisation, and for the level above it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from tests.integration.hours.conftest import Bank, organisation, person
from tests.unit.hours.attendances import attendance

CITY, COUNTY, TOWN = "1" * 24, "2" * 24, "3" * 24
PATHS = {CITY: f"/{CITY}/", COUNTY: f"/{CITY}/{COUNTY}/", TOWN: f"/{CITY}/{COUNTY}/{TOWN}/"}
HER = "a" * 24
Bearer = Callable[..., dict[str, str]]


class Desk:
    """Coordinators who decide about her day, 2026-05-03."""

    def __init__(self, bank: Bank, api: FlaskClient, bearer: Bearer) -> None:
        self.bank, self.api, self.bearer = bank, api, bearer

    def serve(self, start: str, end: str, *, at: str = TOWN, **more: Any) -> None:
        where = {"organisation_id": at, "organisation_path": PATHS[at]}
        self.bank.hear(attendance(start, end, (start, end), volunteer_id=HER, **{**where, **more}))

    def decide(
        self, who: str, at: str, decision: str = "approve", day: str = "2026-05-03", **more: Any
    ) -> TestResponse:
        headers = self.bearer(who * 24, [("coordinator", PATHS[at])], "en")
        headers |= {"Idempotency-Key": more.pop("key")} if "key" in more else {}
        body = {"decision": decision, "reason": "防汛值守", **more}
        return self.api.post(f"/api/v1/approvals/{HER}/{day}", json=body, headers=headers)

    def waiting(self, who: str, at: str) -> list[dict[str, Any]]:
        headers = self.bearer(who * 24, [("coordinator", PATHS[at])])
        answer = self.api.get("/api/v1/approvals", headers=headers)
        assert answer.status_code == 200
        return list(answer.get_json()["items"])

    def minutes(self) -> int:
        self.bank.recount()
        return self.bank.minutes(HER)


@pytest.fixture
def desk(bank: Bank, api: FlaskClient, bearer: Bearer) -> Desk:
    tree = [organisation(name, path) for name, path in zip("市县镇", PATHS.values(), strict=True)]
    bank.keep(OrganisationChanged, *tree)
    bank.keep(VolunteerRegistered, person(HER, PATHS[TOWN]))
    return Desk(bank, api, bearer)


def test_eight_hours_count_at_once(desk: Desk) -> None:
    desk.serve("09:00", "17:00")
    assert desk.minutes() == 480
    assert desk.waiting("b", COUNTY) == []


def test_more_waits_for_the_parent_organisation(desk: Desk) -> None:
    desk.serve("08:00", "18:00")
    assert desk.minutes() == 480
    [day] = desk.waiting("b", COUNTY)
    assert (day["date"], day["minutes"], day["held"], day["stage"]) == ("2026-05-03", 480, 120, 1)
    assert (day["name"], day["ceiling"], day["claims"][0]["held"]) == ("王秀英", 720, 120)
    assert desk.waiting("b", TOWN) == []
    assert desk.decide("b", TOWN).status_code == 403
    answer = desk.decide("b", COUNTY)
    assert answer.status_code == 200, answer.get_json()
    assert (answer.get_json()["minutes"], answer.get_json()["held"]) == (600, 0)
    assert desk.minutes() == 600
    assert desk.waiting("c", COUNTY) == []
    [event] = desk.bank.events("hours_corrected")
    assert (event["data"]["minutes_before"], event["data"]["minutes"]) == (480, 600)
    assert event["data"]["reason"] == "防汛值守"
    assert [one["kind"] for one in desk.bank.journals()] == ["credit", "reversal", "credit"]


def test_over_twelve_hours_need_the_level_above_too(desk: Desk) -> None:
    desk.serve("06:00", "20:00")
    assert desk.decide("b", COUNTY, minutes_up_to=721).get_json()["errors"][0]["message"] == (
        "Approve between 481 and 720 minutes of the day; more needs the level above."
    )
    assert desk.decide("b", COUNTY).get_json()["stage"] == 2
    assert desk.minutes() == 720
    assert desk.decide("c", COUNTY).status_code == 403
    assert [day["ceiling"] for day in desk.waiting("c", CITY)] == [1440]
    assert desk.decide("c", CITY).status_code == 200
    assert desk.minutes() == 840


def test_two_approvals_by_one_person_under_two_roles_are_refused(desk: Desk) -> None:
    desk.serve("06:00", "20:00")
    assert desk.decide("b", CITY).status_code == 200, "whoever is above may act for the parent"
    again = desk.decide("b", CITY)
    assert (again.status_code, again.get_json()["type"]) == (403, "/problems/same-person-twice")
    assert desk.minutes() == 720
    assert desk.waiting("b", CITY) == []
    assert len(desk.waiting("c", CITY)) == 1


def test_where_nobody_is_above_two_persons_of_the_root_decide(desk: Desk) -> None:
    desk.serve("06:00", "20:00", at=CITY)
    assert desk.decide("b", CITY).status_code == 200
    assert desk.decide("b", CITY).get_json()["type"] == "/problems/same-person-twice"
    assert desk.decide("c", CITY).status_code == 200
    assert desk.minutes() == 840


def test_nobody_decides_about_her_own_day_or_what_she_recorded(desk: Desk) -> None:
    desk.serve("08:00", "18:00", recorded_by="d" * 24)
    assert desk.decide("a", COUNTY).get_json()["type"] == "/problems/own-hours"
    assert desk.decide("d", COUNTY).get_json()["type"] == "/problems/own-record"
    assert desk.waiting("a", COUNTY) == desk.waiting("d", COUNTY) == []
    assert desk.minutes() == 480


def test_part_of_a_day_may_be_approved_and_more_of_it_later(desk: Desk) -> None:
    desk.serve("08:00", "19:00")
    assert desk.decide("b", COUNTY, minutes_up_to=540).status_code == 200
    assert (desk.minutes(), desk.waiting("b", COUNTY)) == (540, [])
    for wrong in (540, 661, 0):
        answer = desk.decide("b", COUNTY, minutes_up_to=wrong)
        assert answer.get_json()["type"] == "/problems/approval-out-of-range"
    assert desk.decide("b", COUNTY).status_code == 200
    assert desk.minutes() == 660


def test_declined_hours_stay_uncounted_until_the_day_changes(desk: Desk, bearer: Bearer) -> None:
    desk.serve("08:00", "18:00")
    assert desk.decide("b", COUNTY, "decline").get_json()["waiting"] is False
    assert (desk.minutes(), desk.waiting("c", COUNTY)) == (480, [])
    mine = desk.api.get("/api/v1/approvals/me", headers=bearer(HER)).get_json()["items"]
    assert [one["decision"] for one in mine[0]["decisions"]] == ["declined"]
    assert mine[0]["decisions"][0]["reason"] == "防汛值守"
    desk.serve("19:00", "20:00", name="2")
    assert [day["held"] for day in desk.waiting("c", COUNTY)] == [180]


def test_the_day_is_hers_whoever_she_serves(desk: Desk) -> None:
    """The limit is of the person and the day: the later service waits, and its levels decide."""
    desk.serve("08:00", "14:00", name="1")
    desk.serve("15:00", "20:00", at=COUNTY, name="2")
    assert desk.minutes() == 480
    [day] = desk.waiting("b", CITY)
    assert [(one["minutes"], one["held"]) for one in day["claims"]] == [(360, 0), (120, 180)]
    assert desk.decide("b", COUNTY).status_code == 403
    assert desk.decide("b", CITY).status_code == 200
    assert desk.minutes() == 660


def test_a_correction_keeps_what_was_approved(desk: Desk) -> None:
    desk.serve("08:00", "18:00")
    desk.decide("b", COUNTY)
    desk.serve("08:00", "19:00", revision=2, reason="更正")
    assert desk.minutes() == 600
    assert [day["held"] for day in desk.waiting("b", COUNTY)] == [60]
    desk.serve("08:00", "12:00", revision=3, reason="更正")
    assert (desk.minutes(), desk.waiting("b", COUNTY)) == (240, [])
    again = desk.decide("b", COUNTY)
    assert (again.status_code, again.get_json()["type"]) == (409, "/problems/nothing-waits")


def test_of_many_at_once_one_decides(desk: Desk) -> None:
    desk.serve("08:00", "18:00")
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda who: desk.decide(who, COUNTY).status_code, "bcdef0"))
    assert sorted(answers) == [200] + [409] * 5
    assert desk.minutes() == 600


@pytest.mark.parametrize("day", ["2026-05-04", "2026-13-01", "yesterday", "2026-05-03T00:00"])
def test_a_day_that_is_not_long_is_not_found(desk: Desk, day: str) -> None:
    desk.serve("08:00", "18:00")
    assert desk.decide("b", COUNTY, day=day).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes_up_to": -1},
        {"minutes_up_to": 500.5},
        {"minutes_up_to": "500"},
        {"reason": ""},
        {"decision": "maybe"},
    ],
)
def test_what_makes_no_sense_is_said(desk: Desk, wrong: dict[str, Any]) -> None:
    desk.serve("08:00", "18:00")
    answer = desk.decide("b", COUNTY, **wrong)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == next(iter(wrong))
    assert desk.minutes() == 480


def test_a_night_shift_belongs_to_the_day_she_came(desk: Desk) -> None:
    desk.serve("20:00", "30:00", name="night")
    desk.serve("33:00", "40:00", name="day")
    assert desk.minutes() == 480 + 420
    assert [day["date"] for day in desk.waiting("b", COUNTY)] == ["2026-05-03"]
