"""The rotating code: good while it is shown, over soon after, and nobody can make one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.codes import (
    TOKEN_LETTERS,
    CodeExpired,
    CodeNotOurs,
    Codes,
    WrongDigits,
)

SHIFT, OTHER = "64b0c0ffee64b0c0ffee64b0", "64b0c0ffee64b0c0ffee64b1"
CODES = Codes(b"k" * 32)
MOMENTS = st.integers(1_600_000_000_000, 3_000_000_000_000).map(
    lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC)
)
AT = datetime(2025, 11, 22, 1, 0, 0, tzinfo=UTC)  # the first second of a step


@given(MOMENTS, st.booleans(), st.integers(0, 29_999))
def test_good_for_30_seconds_wherever_in_its_step_it_was_shown(
    shown: datetime, shared_day: bool, later: int
) -> None:
    code = CODES.at(SHIFT, shown, shared_day=shared_day)
    now = shown + timedelta(milliseconds=later)
    assert CODES.read_token(CODES.token(code), now) == code
    assert CODES.read_digits(SHIFT, CODES.digits(code), now) == code


@given(MOMENTS, st.integers(60, 100_000))
def test_over_after_60_seconds_at_the_latest(shown: datetime, later: int) -> None:
    code = CODES.at(SHIFT, shown, shared_day=False)
    with pytest.raises(CodeExpired):
        CODES.read_token(CODES.token(code), shown + timedelta(seconds=later))


@given(MOMENTS, st.integers(33, 100_000))
def test_a_code_from_the_future_is_refused(shown: datetime, earlier: int) -> None:
    code = CODES.at(SHIFT, shown, shared_day=False)
    with pytest.raises(CodeExpired):
        CODES.read_token(CODES.token(code), shown - timedelta(seconds=earlier))


def test_servers_clocks_may_be_two_seconds_apart() -> None:
    code = CODES.at(SHIFT, AT, shared_day=False)
    assert CODES.read_token(CODES.token(code), AT - timedelta(seconds=2)) == code
    with pytest.raises(CodeExpired):
        CODES.read_token(CODES.token(code), AT - timedelta(seconds=3))


def test_over_says_so_in_both_languages() -> None:
    code = CODES.at(SHIFT, AT, shared_day=False)
    with pytest.raises(CodeExpired) as found:
        CODES.read_token(CODES.token(code), AT + timedelta(minutes=5))
    assert "截图无效" in found.value.text("zh")
    assert "screenshot" in found.value.text("en")


@given(st.integers(0, TOKEN_LETTERS - 1), st.sampled_from("AZaz09-_"))
def test_a_token_changed_in_any_letter_is_not_ours(place: int, letter: str) -> None:
    token = CODES.token(CODES.at(SHIFT, AT, shared_day=False))
    changed = token[:place] + letter + token[place + 1 :]
    if changed[:-1] == token[:-1]:
        return  # the last letter carries spare bits: the same bytes may have two spellings
    with pytest.raises(CodeNotOurs):
        CODES.read_token(changed, AT)


@given(st.text(max_size=80))
def test_any_text_is_only_not_ours(token: str) -> None:
    with pytest.raises(CodeNotOurs):
        CODES.read_token(token, AT)


@given(st.text(max_size=12))
def test_any_digits_are_only_wrong(typed: str) -> None:
    good = {CODES.digits(CODES.at(SHIFT, AT, shared_day=shared)) for shared in (False, True)}
    if typed in good:
        return
    with pytest.raises(WrongDigits):
        CODES.read_digits(SHIFT, typed, AT + timedelta(seconds=3))


def test_digits_belong_to_one_shift() -> None:
    code = CODES.at(SHIFT, AT, shared_day=False)
    with pytest.raises(WrongDigits):
        CODES.read_digits(OTHER, CODES.digits(code), AT)


def test_another_key_makes_other_codes() -> None:
    code = CODES.at(SHIFT, AT, shared_day=False)
    with pytest.raises(CodeNotOurs):
        Codes(b"another key").read_token(CODES.token(code), AT)


def test_a_token_fits_a_small_qr_and_a_path() -> None:
    token = CODES.token(CODES.at(SHIFT, AT, shared_day=True))
    assert len(token) == TOKEN_LETTERS
    assert token.replace("-", "").replace("_", "").isalnum()
