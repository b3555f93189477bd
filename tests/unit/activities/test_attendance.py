"""Opening, closing and correcting an interval: never negative, overlapping, or one's own."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.attendance import (
    CheckOutForgotten,
    NotCheckedIn,
    OwnAttendance,
    attendance_data,
    closed,
    closed_by_itself,
    may_check_out,
)
from services.activities.domain.corrections import (
    CheckOutBeforeCheckIn,
    Correction,
    NoSuchAttendance,
    NotOverYet,
    OutsideShift,
    OverlapsAnother,
    corrected,
)
from shared.contracts.activities import AttendanceRecorded
from shared.refusal import Changed, Refusal
from tests.unit.activities.sign_up_rows import END, HER, START, ZONE, interval, opened, row

MINUTE = timedelta(minutes=1)
LATER = END + timedelta(days=1)
MINUTES = st.integers(-120, 400)
ORGANISER = "9" * 24


def correct(found: dict[str, Any], correction: Correction, by: str = ORGANISER) -> Any:
    return corrected(found, "f" * 24, correction, by=by, now=LATER, zone=ZONE)


def test_check_out_closes_repeats_or_says_why_not() -> None:
    assert may_check_out(row(open=opened(0)), END) is True
    assert may_check_out(row(intervals=[interval(0, 60)]), END) is False
    with pytest.raises(NotCheckedIn):
        may_check_out(row(), END)
    with pytest.raises(CheckOutForgotten):
        may_check_out(row(open=opened(0)), END + 61 * MINUTE)
    with pytest.raises(CheckOutForgotten):
        may_check_out(row(intervals=[interval(0, 240, checked_out_by="system")]), LATER)


def test_over_midnight_the_minutes_are_the_minutes() -> None:
    found = closed(opened(0), START + 200 * MINUTE, "qr", None)
    assert found["check_out_at"] - found["check_in_at"] == 200 * MINUTE


@given(MINUTES, MINUTES)
def test_an_interval_is_never_negative(begin: int, end: int) -> None:
    found = closed(opened(begin), START + end * MINUTE, "qr", None)
    assert found["check_out_at"] >= found["check_in_at"] == START + begin * MINUTE


@pytest.mark.parametrize(
    ("by_opener", "by_closer", "recorded_by"),
    [(None, None, None), ("x", None, "x"), (None, "y", "y"), ("x", "y", "y")],
)
def test_whoever_took_part_from_outside_is_named(
    by_opener: Any, by_closer: Any, recorded_by: Any
) -> None:
    found = closed(opened(0, recorded_by=by_opener), END, "roll_call", by_closer)
    assert found["recorded_by"] == recorded_by


def test_a_forgotten_one_ends_with_the_shift_and_keeps_its_contract() -> None:
    forgetful = row(open=opened(30))
    found = closed_by_itself(forgetful)
    assert (found["check_out_at"], found["checked_out_by"]) == (END, "system")
    assert AttendanceRecorded().validate(attendance_data(forgetful, found)) == {}


@given(MINUTES, MINUTES, MINUTES, MINUTES)
def test_a_correction_is_refused_or_lies_in_the_window_and_overlaps_nothing(
    begin: int, end: int, other_begin: int, other_length: int
) -> None:
    other = interval(other_begin, other_begin + abs(other_length), "0" * 24)
    found = row(intervals=[interval(0, 60), other])
    wish = Correction("点错", START + begin * MINUTE, START + end * MINUTE)
    try:
        new = correct(found, wish)
    except Refusal:
        return
    if new is None:
        assert (begin, end) == (0, 60)
        return
    assert found["opens_at"] <= new["check_in_at"] <= new["check_out_at"] <= found["closes_at"]
    assert (
        new["check_out_at"] <= other["check_in_at"] or other["check_out_at"] <= new["check_in_at"]
    )
    assert (new["revision"], new["recorded_by"], new["reason"]) == (2, ORGANISER, "点错")
    assert new["history"][0]["check_out_at"] == START + 60 * MINUTE


def test_only_the_moment_that_changed_is_marked_as_corrected() -> None:
    new = correct(row(intervals=[interval(0, 60)]), Correction("忘记签退", check_out_at=END))
    assert (new["checked_in_by"], new["checked_out_by"]) == ("qr", "correction")


def test_void_takes_back_and_times_restore() -> None:
    void = correct(row(intervals=[interval(0, 60)]), Correction("认错人", void=True))
    assert (void["void"], void["revision"], void["check_out_at"]) == (True, 2, START + 60 * MINUTE)
    assert correct(row(intervals=[void]), Correction("再说一遍", void=True)) is None
    back = correct(row(intervals=[void]), Correction("没认错"))
    assert (back["void"], back["revision"], len(back["history"])) == (False, 3, 2)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Correction("x", START, START - MINUTE), CheckOutBeforeCheckIn),
        (Correction("x", START - 61 * MINUTE, START), OutsideShift),
        (Correction("x", START, END + 61 * MINUTE), OutsideShift),
        (Correction("x", START + 90 * MINUTE, START + 110 * MINUTE), OverlapsAnother),
        (Correction("x", START, START + 30 * MINUTE, revision=7), Changed),
    ],
)
def test_what_a_correction_cannot_say(wish: Correction, refusal: type[Refusal]) -> None:
    found = row(intervals=[interval(0, 60), interval(100, 120, "0" * 24)])
    with pytest.raises(refusal) as no:
        correct(found, wish)
    assert "{" not in no.value.text("zh") + no.value.text("en")


def test_no_correction_of_ones_own_of_the_future_of_nothing_or_into_an_open_one() -> None:
    found = row(intervals=[interval(0, 60)], open=opened(100))
    with pytest.raises(OwnAttendance):
        correct(found, Correction("x", void=True), by=HER)
    with pytest.raises(NotOverYet):
        corrected(found, "f" * 24, Correction("x", check_out_at=END), by="x", now=START, zone=ZONE)
    with pytest.raises(NoSuchAttendance):
        corrected(found, "e" * 24, Correction("x"), by="x", now=LATER, zone=ZONE)
    with pytest.raises(OverlapsAnother):
        correct(found, Correction("x", check_out_at=START + 101 * MINUTE))
