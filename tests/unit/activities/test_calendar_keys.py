"""The key of a calendar feed opens one person's, of one turn, and nothing is guessed from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.calendar_keys import (
    NoSuchCalendar,
    calendar_key,
    read_calendar_key,
)

HER = "0f" * 12
KEY = calendar_key(b"secret", HER, 3)


def test_a_key_says_whose_and_of_which_turn() -> None:
    assert len(KEY) == 48
    assert read_calendar_key(b"secret", KEY) == (HER, 3)


def test_each_person_and_turn_and_secret_has_another_key() -> None:
    keys = {
        calendar_key(secret, her, turn)
        for secret in (b"a", b"b")
        for her in (HER, "1f" * 12)
        for turn in (0, 1)
    }
    assert len(keys) == 8
    with pytest.raises(NoSuchCalendar):
        read_calendar_key(b"other", KEY)


@given(st.integers(0, len(KEY) - 1), st.sampled_from("ABCDwxyz0189-_"))
def test_a_key_with_one_letter_changed_opens_nothing(at: int, letter: str) -> None:
    changed = KEY[:at] + letter + KEY[at + 1 :]
    if changed != KEY:
        with pytest.raises(NoSuchCalendar):
            read_calendar_key(b"secret", changed)


@given(st.text(max_size=80))
def test_any_text_is_refused_and_breaks_nothing(text: str) -> None:
    with pytest.raises(NoSuchCalendar):
        read_calendar_key(b"secret", text)
