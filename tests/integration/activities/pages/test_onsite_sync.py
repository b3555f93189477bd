"""What a phone kept without network and sends later: each tap once, at the time it counts."""

from datetime import timedelta

import pytest

from services.activities.domain.taps import Tap
from services.activities.operations.close_forgotten import close_forgotten
from services.activities.operations.mark_no_shows import mark_no_shows
from tests.integration.activities.office import Office
from tests.integration.activities.pages.phone import Phone, words
from tests.integration.activities.site import CHIEF, Site, at_once
from tests.integration.shared.repeating import state


def test_taps_count_at_their_own_time_and_are_marked(office: Office) -> None:
    site = Site(office, people=2)
    phone, came = Phone(site), office.clock.now + timedelta(minutes=5)
    site.later(minutes=5)
    phone.tap("in")
    phone.tap("in", 1)
    site.later(minutes=90)
    phone.tap("out")
    site.later(minutes=5)
    synced = phone.send()
    assert words(synced) == ["done"] * 3
    assert (synced.ahead, synced.steady) == (timedelta(), True)
    [event] = site.recorded()
    data = event["data"]
    assert (data["checked_in_by"], data["checked_out_by"]) == ("offline", "offline")
    assert data["recorded_by"] == CHIEF
    assert site.row(0)["intervals"][0]["check_in_at"] == came
    assert site.row(0)["intervals"][0]["check_out_at"] == came + timedelta(minutes=90)
    assert site.row(1)["open"]["at"] == came
    assert "offline" in site.row(0)["marks"]


def test_arriving_twice_changes_nothing(office: Office) -> None:
    site = Site(office, people=2)
    phone = Phone(site)
    for action, person in (("in", 0), ("in", 1), ("out", 0)):
        site.later(minutes=1)
        phone.tap(action, person)
    first = phone.send()
    before = state(office.store.database)
    site.later(minutes=3)
    again = phone.send()
    assert words(first) == words(again) == ["done"] * 3
    assert [one.outcome.attendance for one in again.settled] == [
        one.outcome.attendance for one in first.settled
    ]
    assert state(office.store.database) == before


def test_arriving_many_times_at_once_records_once(office: Office) -> None:
    site = Site(office, people=3)
    phone = Phone(site)
    for person in range(3):
        site.later(minutes=1)
        phone.tap("in", person)
        phone.tap("out", person)
    for synced in at_once(lambda _: phone.send(), 5):
        assert set(words(synced)) == {"done"}
    assert len(site.recorded()) == 3


def test_her_own_check_in_stands(office: Office) -> None:
    site = Site(office, people=2)
    phone = Phone(site)
    phone.tap("in")
    site.later(minutes=5)
    mine = site.come(site.people[0])
    synced = phone.send()
    assert words(synced) == ["repeated"]
    assert synced.settled[0].outcome.attendance == {
        **synced.settled[0].outcome.attendance, "attendance_id": mine["attendance_id"]
    }  # fmt: skip
    site.later(minutes=30)
    site.go(site.people[0])
    assert words(phone.send()) == ["LaterRecord"]
    assert len(site.row()["intervals"]) == 1


def test_who_withdrew_meanwhile_is_shown(office: Office) -> None:
    site = Site(office, people=2)
    phone = Phone(site)
    phone.tap("in")
    office.store.sign_ups.rows.update_one(
        {"_id": site.sign_up_ids[0]}, {"$set": {"status": "withdrawn"}}
    )
    assert words(phone.send()) == ["NotAccepted"]


@pytest.mark.parametrize("hours", [-1, 1, 26])
def test_a_clock_that_is_off_all_the_time_is_set_right(office: Office, hours: int) -> None:
    site = Site(office, people=1)
    phone, came = Phone(site, wrong=timedelta(hours=hours)), office.clock.now
    phone.tap("in")
    site.later(minutes=60)
    phone.tap("out")
    synced = phone.send()
    assert (words(synced), synced.steady) == (["done", "done"], True)
    assert synced.ahead == timedelta(hours=hours)
    assert site.row()["intervals"][0]["check_in_at"] == came
    assert site.row()["intervals"][0]["check_out_at"] == came + timedelta(hours=1)


def test_a_clock_set_meanwhile_gives_nobody_a_minute(office: Office) -> None:
    site = Site(office, people=1, length=4)
    phone, came = Phone(site), office.clock.now
    site.later(minutes=60)
    phone.tap("in")
    phone.wrong = timedelta(hours=1)
    site.later(minutes=30)
    phone.tap("out")  # says 2:30 after the start
    site.later(minutes=60)
    synced = phone.send()
    assert (words(synced), synced.steady) == (["done", "done"], False)
    [interval] = site.row()["intervals"]
    assert interval["check_in_at"] >= came + timedelta(minutes=60)
    assert interval["check_out_at"] <= came + timedelta(minutes=90)


def test_times_outside_of_what_can_be_are_refused(office: Office) -> None:
    site = Site(office, people=3)
    office.clock.now -= timedelta(hours=2)
    phone = Phone(site)
    phone.tap("in")  # check-in is not open
    site.later(hours=1, minutes=30)
    early = Tap("e" * 24, "in", phone.prepared_at - timedelta(minutes=1), site.sign_up_ids[1])
    later = Tap("f" * 24, "in", phone.now + timedelta(minutes=1), site.sign_up_ids[1])
    assert words(phone.send(*phone.taps, early, later)) == [
        "TooEarly", "TapBeforeRoster", "TapAfterSending",
    ]  # fmt: skip
    site.later(hours=2, minutes=31)
    phone.tap("in", 2)  # the shift is over
    assert words(phone.send(phone.taps[-1])) == ["TooLate"]


def test_in_the_evening_the_absent_were_there_and_the_forgotten_went(office: Office) -> None:
    site = Site(office, people=3)
    site.come(site.people[1])
    phone = Phone(site)
    site.later(minutes=10)
    phone.tap("in", 0)
    site.later(minutes=60)
    phone.tap("out", 0)
    phone.tap("out", 1)
    left = office.clock.now
    site.later(hours=5)
    parts = {"store": office.store, "clock": office.clock}
    assert (close_forgotten(**parts), mark_no_shows(**parts)) == (1, 2)
    assert words(phone.send()) == ["done"] * 3
    assert [site.row(at)["intervals"][-1]["check_out_at"] for at in (0, 1)] == [left, left]
    assert [site.row(at)["intervals"][-1]["revision"] for at in (0, 1)] == [1, 2]
    assert [site.row(at)["status"] for at in range(3)] == ["accepted", "accepted", "no_show"]
    before = state(office.store.database)
    assert words(phone.send()) == ["done"] * 3
    assert state(office.store.database) == before


def test_too_late_it_is_a_back_entry(office: Office) -> None:
    site = Site(office, people=1)
    phone = Phone(site)
    phone.tap("in")
    office.volunteer("0e" * 12, number="KHWALK")
    phone.tap("in", None, number="KHWALK", walk_in=True)
    site.later(hours=27)
    assert words(phone.send()) == ["SentTooLate"] * 2
    assert office.store.sign_ups.rows.count_documents({}) == 1
