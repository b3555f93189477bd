"""Places and busy times: nothing overlaps, back to back is no conflict, deadlines hold."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain import placing
from tests.unit.activities.activity_records import NOW, activity, at

ZONE = ZoneInfo("Asia/Shanghai")


def row(start: float, end: float, name: str = "r", **more: Any) -> dict[str, Any]:
    return {
        "_id": name,
        "shift_id": "s" + name,
        "activity_title": "讲座",
        "start": at(start),
        "end": at(end),
        "status": "accepted",
        "open": None,
        "intervals": [],
    } | more


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [(1, 2, False), (2, 4, True), (3, 3.5, True), (0, 9, True), (4, 5, False), (1, 2.01, True)],
)
def test_overlap_is_more_than_touching(start: float, end: float, clashes: bool) -> None:
    busy = placing.with_place([], row(2, 4, "other"), NOW)
    assert (placing.clash(busy, row(start, end)) is not None) is clashes


def test_the_refusal_names_the_other_place() -> None:
    busy = placing.with_place([], row(2, 4, "other"), NOW)
    with pytest.raises(placing.TimesOverlap) as no:
        placing.occupy(busy, row(3, 5), NOW, ZONE)
    assert no.value.text("zh") == "时间与已报名的“讲座”（2026-11-21 11:00至2026-11-21 13:00）重叠。"


def test_a_place_does_not_clash_with_itself() -> None:
    busy = placing.with_place([], row(2, 4), NOW)
    assert placing.occupy(busy, row(3, 5), NOW, ZONE)[0]["start"] == at(3)
    assert placing.vacate(busy, row(2, 4)) == []


def test_what_is_over_is_forgotten() -> None:
    busy = placing.with_place([], row(-3, 0, "old"), NOW)
    busy = placing.with_place(busy, row(-3, 0.1, "now"), NOW)
    kept = placing.with_place(busy, row(5, 6), NOW)
    assert [entry["sign_up_id"] for entry in kept] == ["now", "r"]


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(1, 20), st.booleans()), min_size=1, max_size=40
    )
)
def test_whatever_is_asked_for_nothing_ever_overlaps(asked: list[tuple[int, int, bool]]) -> None:
    busy: list[Any] = []
    for number, (start, length, leave) in enumerate(asked):
        wanted = row(start, start + length, str(number))
        try:
            busy = placing.occupy(busy, wanted, datetime(2020, 1, 1, tzinfo=UTC), ZONE)
        except placing.TimesOverlap:
            assert any(e["start"] < wanted["end"] and wanted["start"] < e["end"] for e in busy)
            continue
        if leave:
            busy = placing.vacate(busy, wanted)
    held = sorted((entry["start"], entry["end"]) for entry in busy)
    assert all(one[1] <= other[0] for one, other in pairwise(held))


@pytest.mark.parametrize(
    ("status", "minutes_before", "fine"),
    [
        ("accepted", 60, True),
        ("accepted", 59, False),
        ("waitlisted", 59, True),
        ("applied", 0, True),
        ("waitlisted", -1, False),
    ],
)
def test_the_deadline_binds_who_has_a_place(status: str, minutes_before: int, fine: bool) -> None:
    now = at(49) - timedelta(minutes=minutes_before)
    asked = row(49, 51, status=status)
    call = {"name": "王", "phone": "123"}
    if fine:
        placing.check_withdrawal(activity(), asked, call, now, ZONE)
    else:
        with pytest.raises(placing.TooLateToWithdraw) as no:
            placing.check_withdrawal(activity(), asked, call, now, ZONE)
        assert "王" in no.value.text("en")


@pytest.mark.parametrize(
    ("old", "walk_in", "no"),
    [
        (None, False, None),
        ("withdrawn", False, None),
        ("declined", False, placing.WasDeclined),
        ("declined", True, None),
        ("accepted", False, placing.AlreadySignedUp),
        ("waitlisted", False, placing.AlreadySignedUp),
        ("waitlisted", True, None),
        ("applied", True, None),
        ("accepted", True, placing.AlreadySignedUp),
        ("cancelled", False, None),
        ("no_show", False, placing.AlreadySignedUp),
    ],
)
def test_signing_up_again(old: str | None, walk_in: bool, no: type[Exception] | None) -> None:
    before = None if old is None else row(1, 2, status=old)
    if no is None:
        placing.check_again(before, walk_in=walk_in)
    else:
        with pytest.raises(no):
            placing.check_again(before, walk_in=walk_in)
