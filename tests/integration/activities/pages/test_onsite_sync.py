"""What a phone kept without network and sends later: each tap once, at the time it counts."""

from datetime import timedelta
from typing import Any

import pytest

from services.activities.domain.roll import Outcome
from services.activities.domain.taps import Tap
from services.activities.operations.close_forgotten import close_forgotten
from services.activities.operations.mark_no_shows import mark_no_shows
from services.activities.operations.prepare_roster import personal_codes, prepare_roster
from services.activities.operations.sync_taps import Batch, Synced, sync_taps
from shared.auth import Grant, Identity
from shared.refusal import Refusal
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, OTHER, PATHS, shift_fields
from tests.integration.activities.site import CHIEF, Site, at_once
from tests.integration.shared.repeating import state

BOSS = Identity(CHIEF, "KH0B", (Grant("organiser", PATHS[COUNTY]),))


class Phone:
    """An organiser's phone: it takes the roster along, keeps taps, and sends them."""

    def __init__(self, site: Site, by: Identity = BOSS, *, wrong: timedelta = timedelta()) -> None:
        self.site, self.by, self.wrong = site, by, wrong
        self.parts: dict[str, Any] = {
            "store": site.office.store,
            "clock": site.office.clock,
            "settings": site.office.own,
        }
        self.roster = prepare_roster(site.shift_id, by, **self.parts)
        self.prepared_at = self.now
        self.taps: list[Tap] = []

    @property
    def now(self) -> Any:
        return self.site.office.clock.now + self.wrong

    def tap(self, action: str, person: int | None = 0, **more: Any) -> None:
        name = {} if person is None else {"sign_up_id": self.site.sign_up_ids[person]}
        tap_id = f"{len(self.taps):024x}"
        self.taps.append(Tap(tap_id, action, self.now, **name | more))

    def send(self, *taps: Tap) -> Synced:
        batch = Batch(
            self.site.shift_id,
            self.roster["prepared"],
            self.prepared_at,
            self.now,
            taps or self.taps,
            self.by,
        )
        return sync_taps(batch, **self.parts)


def words(synced: Synced) -> list[str]:
    return [word(one.outcome) for one in synced.settled]


def word(outcome: Outcome) -> str:
    return type(outcome.refusal).__name__ if outcome.refusal else outcome.word


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


def test_nobody_vouches_for_herself(office: Office) -> None:
    site = Site(office, people=2)
    her = Identity(site.people[0], "KH", (Grant("organiser", PATHS[COUNTY]),))
    phone = Phone(site, her)
    phone.tap("in", 0)
    phone.tap("in", 1)
    assert words(phone.send()) == ["OwnAttendance", "done"]


def test_a_note_of_somebody_elses_or_of_another_shift_is_refused(office: Office) -> None:
    site = Site(office, people=1)
    phone = Phone(site)
    phone.tap("in")
    phone.by = Identity("0f" * 12, "KH0F", (Grant("organiser", PATHS[COUNTY]),))
    with pytest.raises(Refusal) as no:
        phone.send()
    assert type(no.value).__name__ == "PreparedByAnother"
    phone.by = BOSS
    elsewhere = Site(office, people=1, hours=60, title="另一个活动")
    phone.roster = prepare_roster(elsewhere.shift_id, BOSS, **phone.parts)
    for note in (phone.roster["prepared"], "x" * 61, "", "中文", "A" * 64):
        phone.roster["prepared"] = note
        with pytest.raises(Refusal) as no:
            phone.send()
        assert type(no.value).__name__ == "NoPreparation"


def test_another_organisations_organiser_takes_nothing_along(office: Office) -> None:
    site = Site(office, people=1)
    with pytest.raises(Refusal) as no:
        Phone(site, Identity("0f" * 12, "KH0F", (Grant("organiser", PATHS[OTHER]),)))
    assert type(no.value).__name__ == "OutOfScope"


def test_personal_codes_name_people_and_forged_ones_nobody(office: Office) -> None:
    site = Site(office, people=2)
    codes, phone = personal_codes(office.own), Phone(site)
    today = office.clock.now.astimezone(office.own.zone).date()
    good = codes.of(site.people[0], today)
    other = personal_codes(office.own.__class__(code_secret="another secret"))
    phone.tap("in", 0, code=good)
    phone.tap("in", 1, code=good)
    phone.tap("in", None, code=other.of(site.people[1], today))
    phone.tap("in", None, code=codes.of(site.people[1], today - timedelta(days=1)))
    phone.tap("in", None, code="KH1-" + "A" * 36)
    phone.tap("in", None, code="https://example.org/")
    assert words(phone.send()) == ["done", *["PersonalCodeNotOurs"] * 2, "PersonalCodeOver",
                                   *["PersonalCodeNotOurs"] * 2]  # fmt: skip


def test_a_walk_in_is_entered_when_she_came(office: Office) -> None:
    site = Site(office, people=1, places=2)
    one, two = (office.volunteer(f"0{n}" * 12, number=f"KHWALK{n}") for n in (6, 7))
    codes, phone = personal_codes(office.own), Phone(site)
    today = office.clock.now.astimezone(office.own.zone).date()
    phone.tap("in", None, code=codes.of(one, today), walk_in=True)
    phone.tap("in", None, number="KHWALK7", walk_in=True)
    phone.tap("in", None, number="KHWALK7", walk_in=True, over_places=True)
    phone.tap("in", None, number="KHNOBODY", walk_in=True)
    site.later(hours=3)
    office.store.activities.rows.update_many({}, {"$set": {"status": "ended"}})
    assert words(phone.send()) == ["done", "ShiftFull", "done", "NoSuchVolunteer"]
    marks = [row["marks"] for row in office.rows() if row["volunteer_id"] in (one, two)]
    assert all("walk_in" in mark and "offline" in mark for mark in marks)
    before = state(office.store.database)
    assert words(phone.send())[0] == "done"
    assert state(office.store.database) == before


def test_pairs_a_day_hold_over_several_shifts(office: Office) -> None:
    held = [shift_fields(office, hours=49, places=1), shift_fields(office, hours=51.5, places=1)]
    site = Site(office, people=1, shifts=held)
    office.own = office.own.__class__(code_secret=office.own.code_secret, pairs_a_day=1)
    phone = Phone(site)
    phone.tap("in")
    site.later(minutes=5)
    phone.tap("out")
    site.later(minutes=5)
    phone.tap("in")
    assert words(phone.send()) == ["done", "done", "PairsUsed"]
