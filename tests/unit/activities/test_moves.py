"""A row is asked whose move it bears when many were written at once."""

from datetime import timedelta

from services.activities.domain.attendance import closed, opening
from services.activities.store.moves import Entry, Exit
from tests.unit.activities.sign_up_rows import START, row


def test_a_check_in_is_known_by_its_attendance_even_when_she_has_left_again() -> None:
    mine, other = (Entry("a", opening(name, START, "qr", None), "2025-11-22", 3) for name in "mo")
    gone = closed(mine.opened, START, "qr", None)
    assert mine.is_in(row(open=dict(mine.opened), intervals=[]))
    assert mine.is_in(row(open=None, intervals=[gone]))
    assert mine.is_in(row(open=dict(other.opened), intervals=[gone]))
    assert not other.is_in(row(open=dict(mine.opened), intervals=[gone]))
    assert not mine.is_in(row(open=None, intervals=[]))


def test_a_check_out_is_not_taken_for_that_of_the_other_phone() -> None:
    opened = opening("m", START, "qr", None)
    first, second = (
        closed(opened, START + timedelta(milliseconds=late), "qr", None) for late in (5, 6)
    )
    found = row(open=None, intervals=[first])
    assert Exit(found, first, {}).is_in(found)
    assert not Exit(found, second, {}).is_in(found)
