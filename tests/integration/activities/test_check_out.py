"""Check-out: the interval closes, and its fact goes out once, in the same write."""

from datetime import timedelta
from typing import Any

from shared.contracts.activities import AttendanceRecorded
from tests.integration.activities.office import Office
from tests.integration.activities.site import Site, at_once
from tests.integration.activities.test_check_in import problem


def test_a_check_out_records_the_attendance_once(office: Office) -> None:
    site = Site(office)
    her = site.people[0]
    came = site.come(her)
    site.later(minutes=95)
    went = site.go(her)
    site.later(minutes=1)
    assert site.go(her) == went
    assert went["attendance_id"] == came["attendance_id"]
    [event] = site.recorded()
    assert AttendanceRecorded().validate(event["data"]) == {}
    told = ("attendance_id", "check_in_at", "check_out_at", "checked_in_by", "checked_out_by")
    assert {field: event["data"][field] for field in told} == {field: went[field] for field in told}
    assert (event["subject"], event["data"]["volunteer_id"]) == (site.sign_up_ids[0], her)
    assert (event["data"]["recorded_by"], event["data"]["void"]) == (None, False)
    assert site.row()["open"] is None


def test_over_midnight_the_minutes_are_the_minutes(office: Office) -> None:
    site = Site(office, people=1, hours=49 + 12, length=4)  # 22:00 to 02:00
    site.come(site.people[0])
    site.later(hours=3, minutes=59)
    site.go(site.people[0])
    kept = site.row()["intervals"][0]
    assert kept["check_out_at"] - kept["check_in_at"] == timedelta(hours=3, minutes=59)
    assert kept["check_in_at"].astimezone(office.own.zone).day == 23
    assert kept["check_out_at"].astimezone(office.own.zone).day == 24


def test_checking_out_twice_at_once_makes_one_event(office: Office) -> None:
    site = Site(office, people=1)
    site.come(site.people[0])
    body, headers = {"token": site.code()["url"]}, office.bearer(site.people[0])

    def phone(_: int) -> Any:
        client = office.client.application.test_client()
        return client.post("/api/v1/check-outs", json=body, headers=headers)

    answers = at_once(phone, 12)
    assert {answer.status_code for answer in answers} == {200}
    assert len({str(answer.json) for answer in answers}) == 1
    assert len(site.recorded()) == 1
    assert len(site.row()["intervals"]) == 1


def test_in_and_out_in_turns_makes_an_event_for_each_pair(office: Office) -> None:
    site = Site(office, people=1)
    for _ in range(3):
        site.come(site.people[0])
        site.later(minutes=10)
        site.go(site.people[0])
    events = site.recorded()
    assert len({event["data"]["attendance_id"] for event in events}) == 3
    assert len(site.row()["intervals"]) == 3


def test_each_no_says_why(office: Office) -> None:
    site = Site(office)
    assert problem(site.scan("check-outs", site.people[0])) == "not-checked-in"
    assert problem(site.scan("check-outs", office.volunteer())) == "not-signed-up"
    old = site.code()["url"]
    site.come(site.people[0])
    site.later(seconds=90)
    answer = office.ask("POST", "/check-outs", {"token": old}, by=site.people[0])
    assert problem(answer) == "code-expired"
    site.later(hours=3, seconds=1)  # the shift's end and the grace are over
    answer = site.scan("check-outs", site.people[0])
    assert (answer.status_code, problem(answer)) == (409, "check-out-forgotten")
    assert site.recorded() == []


def test_late_but_within_the_grace_is_the_real_time(office: Office) -> None:
    site = Site(office, people=1)
    site.come(site.people[0])
    site.later(hours=3)
    assert site.go(site.people[0])["check_out_at"].startswith("2026-11-23T05:00")


def test_the_locked_guesser_and_the_shower_cannot_check_out_by_digits(office: Office) -> None:
    site = Site(office)
    her, shower = site.people[:2]
    site.come(her)
    site.come(shower)
    good = site.code()["digits"]
    wrong = {"shift_id": site.shift_id, "digits": f"{(int(good) + 1) % 10**6:06}"}
    for _ in range(5):
        office.ask("POST", "/check-outs", wrong, by=her)
    right = {"shift_id": site.shift_id, "digits": good}
    assert problem(office.ask("POST", "/check-outs", right, by=her)) == "too-many-tries"
    role = office.bearer(shower, [("organiser", "/" + "c0" * 12 + "/")])
    right["digits"] = site.code(by=role)["digits"]
    assert problem(office.ask("POST", "/check-outs", right, by=role)) == "own-code"
    assert site.recorded() == []
