"""Who may send taps, whom they name, and walk-ins that a phone kept."""

from datetime import timedelta

import pytest

from services.activities.operations.prepare_roster import personal_codes, prepare_roster
from shared.auth import Grant, Identity
from shared.refusal import Refusal
from tests.integration.activities.office import Office
from tests.integration.activities.pages.phone import BOSS, Phone, words
from tests.integration.activities.samples import COUNTY, OTHER, PATHS, shift_fields
from tests.integration.activities.site import Site
from tests.integration.shared.repeating import state


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
