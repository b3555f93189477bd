"""Who may check in when, and what a no says."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.check_in_rules import (
    NotAccepted,
    NotSignedUp,
    PairsUsed,
    ShiftCancelled,
    TooEarly,
    TooLate,
    TooManyTries,
    check_in_refusal,
    own_code_refusal,
    pairs_on,
    shares_a_day,
    tries_refusal,
)
from tests.unit.activities.sign_up_rows import END, RULES, START, interval, opened, row

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        (None, NotSignedUp),
        (row(status="applied"), NotAccepted),
        (row(status="waitlisted"), NotAccepted),
        (row(status="declined"), NotAccepted),
        (row(status="withdrawn"), NotAccepted),
        (row(status="cancelled"), ShiftCancelled),
        (row(status="no_show"), TooLate),
        (row(opens_at=START + MINUTE), TooEarly),
        (row(end=START), TooLate),
        (row(pairs={"2025-11-22": 3}), PairsUsed),
    ],
)
def test_a_no_names_the_fact_in_both_languages(found: Any, refusal: type[Exception]) -> None:
    no = check_in_refusal(found, START, RULES)
    assert type(no) is refusal
    assert "{" not in no.text("zh") + no.text("en")  # type: ignore[union-attr]


@given(st.integers(-60, 239))
def test_open_from_an_hour_before_until_the_end(minute: int) -> None:
    assert check_in_refusal(row(), START + minute * MINUTE, RULES) is None


@given(st.integers(-10_000, -61) | st.integers(240, 10_000))
def test_shut_before_and_after(minute: int) -> None:
    no = check_in_refusal(row(), START + minute * MINUTE, RULES)
    assert type(no) is (TooEarly if minute < 0 else TooLate)


def test_times_are_told_as_the_clock_on_the_wall_shows_them() -> None:
    no = check_in_refusal(row(), START - 61 * MINUTE, RULES)
    assert no is not None
    assert "2025-11-22 21:00" in no.text("zh")


def test_being_in_already_is_no_refusal_even_after_the_end() -> None:
    assert check_in_refusal(row(open=opened(0)), END + MINUTE, RULES) is None


def test_pairs_belong_to_the_local_day_of_the_check_in() -> None:
    full_before_midnight = row(pairs={"2025-11-22": 3})
    assert isinstance(check_in_refusal(full_before_midnight, START, RULES), PairsUsed)
    after_midnight = START + timedelta(hours=2)  # 00:00 on the 23rd in Shanghai
    assert isinstance(
        check_in_refusal(full_before_midnight, after_midnight - MINUTE, RULES), PairsUsed
    )
    assert check_in_refusal(full_before_midnight, after_midnight, RULES) is None
    assert pairs_on(full_before_midnight, "2025-11-23") == 0


def test_pairs_of_other_shifts_count_when_given() -> None:
    assert check_in_refusal(row(pairs={"2025-11-22": 1}), START, RULES, pairs=2) is None
    assert isinstance(check_in_refusal(row(), START, RULES, pairs=3), PairsUsed)


def test_wrong_digits_lock_for_a_while_only() -> None:
    guessed = row(tries={"since": START, "count": 5})
    no = tries_refusal(guessed, START + 4 * MINUTE, RULES)
    assert isinstance(no, TooManyTries)
    assert no.seconds == 360
    assert tries_refusal(guessed, START + 10 * MINUTE, RULES) is None
    assert tries_refusal(row(tries={"since": START, "count": 4}), START, RULES) is None
    assert tries_refusal(row(), START, RULES) is None


def test_whoever_shows_the_code_cannot_use_it() -> None:
    assert own_code_refusal(row()) is None
    assert own_code_refusal(row(shows_code=True)) is not None


def test_shifts_that_share_a_local_day() -> None:
    def shift(name: str, begin: int, end: int) -> dict[str, Any]:
        hour = timedelta(hours=1)
        return {"shift_id": name, "start": START + begin * hour, "end": START + end * hour}

    over_midnight, morning_after, two_days_on = (
        shift("a", 0, 4),
        shift("b", 10, 12),
        shift("c", 40, 42),
    )
    hour = timedelta(hours=1)
    assert shares_a_day("a", [over_midnight, morning_after], hour, RULES)
    assert shares_a_day("b", [over_midnight, morning_after], hour, RULES)
    assert not shares_a_day("a", [over_midnight, two_days_on], hour, RULES)
    assert not shares_a_day("a", [over_midnight], hour, RULES)
    just_after_midnight = shift("d", 26, 28)  # opens an hour before, on the day before
    assert shares_a_day("d", [shift("e", 22, 24), just_after_midnight], hour, RULES)


def test_intervals_of_the_row_do_not_matter_but_its_count_does() -> None:
    been = row(intervals=[interval(0, 1)] * 3, pairs={"2025-11-22": 2})
    assert check_in_refusal(been, START, RULES) is None
