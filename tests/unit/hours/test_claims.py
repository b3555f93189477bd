"""Which minutes an attendance claims."""

from typing import Any

import pytest

from services.hours.domain.claims import Claim, Impossible, claim_of
from services.hours.domain.rules import Rules
from services.hours.domain.times import minute_of
from tests.unit.hours.attendances import ORGANISATION, ZONE, at, attendance


def claimed(*times: Any, rules: Rules | None = None, **more: Any) -> Claim:
    return claim_of(attendance(*times, **more), rules or Rules(), ZONE)


def minutes(*times: Any, rules: Rules | None = None, **more: Any) -> int:
    claim = claimed(*times, rules=rules, **more)
    return claim.end - claim.start


def test_the_time_within_the_shift_counts() -> None:
    assert minutes("09:02", "11:47", ("09:00", "11:30")) == 148


def test_seconds_are_cut_off_so_that_the_clock_times_add_up() -> None:
    assert minutes("09:02:59", "11:20:01", ("09:00", "11:30")) == 138
    assert minutes("09:02:10", "09:02:50", ("09:00", "11:30")) == 0


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(15, 0, 165), (0, 0, 150), (15, 15, 180), (60, 60, 220)]
)
def test_grace_counts_on_either_side(before: int, after: int, expected: int) -> None:
    rules = Rules(grace_before=before, grace_after=after)
    assert minutes("08:30", "12:10", ("09:00", "11:30"), rules=rules) == expected


def test_nothing_outside_the_shift_counts() -> None:
    assert minutes("07:00", "08:40", ("09:00", "11:30")) == 0
    assert minutes("11:40", "12:40", ("09:00", "11:30")) == 0


def test_a_night_shift_passes_midnight() -> None:
    claim = claimed("22:05", "26:10", ("22:00", "26:00"))
    assert claim.end - claim.start == 235
    assert claim.start == minute_of(at("22:05"))


def test_a_void_attendance_claims_nothing() -> None:
    assert minutes("09:00", "11:00", ("09:00", "11:30"), void=True) == 0
    assert minutes("11:00", "09:00", ("09:00", "11:30"), void=True) == 0


def test_minutes_come_from_the_month_the_shift_began_in() -> None:
    night = claimed("23:00", "26:00", ("22:50", "26:00"), day=28)
    assert night.session.account == f"issued:{ORGANISATION}:2026-05"
    # Half past midnight in Shanghai on the first of June is still May in UTC.
    june = claimed("00:30", "02:00", ("00:30", "02:00"), day=29)
    assert june.session.account == f"issued:{ORGANISATION}:2026-06"


def test_a_session_is_one_shift_and_a_long_shift_one_each_24_hours() -> None:
    first = claimed("07:30", "10:00", ("09:00", "60:00"), shift_id="s")
    again = claimed("22:00", "26:00", ("09:00", "60:00"), shift_id="s")
    next_day = claimed("33:00", "40:00", ("09:00", "60:00"), shift_id="s")
    assert first.session == again.session
    assert next_day.session.day - first.session.day == 24 * 60
    moved = claimed("22:00", "26:00", ("09:05", "60:00"), shift_id="s")
    assert moved.session != first.session


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (attendance("11:00", "09:00"), "before the check-in"),
        (attendance("09:00", "33:01"), "more than 24 hours"),
        (attendance(shift=("09:00", "09:00")), "not after its start"),
        (attendance(check_in_at="1026-05-03T09:00:00+08:00"), "outside the years"),
        (attendance(check_out_at="9999-12-31T23:59:59+00:00"), "outside the years"),
    ],
)
def test_what_cannot_have_been_is_refused_with_the_reason(data: dict[str, Any], said: str) -> None:
    with pytest.raises(Impossible, match=said):
        claim_of(data, Rules(), ZONE)


def test_24_hours_to_the_minute_are_possible() -> None:
    assert minutes("09:00", "33:00", ("09:00", "33:00")) == 24 * 60


def test_other_rules_have_another_version() -> None:
    rules = [Rules(), Rules(grace_before=0), Rules(grace_after=5), Rules(step=30)]
    assert len({one.version for one in [*rules, Rules(minimum_share=60)]}) == 5
    assert Rules().version == Rules().version
