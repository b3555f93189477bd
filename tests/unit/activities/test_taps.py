"""The time a kept tap counts, and personal codes: whatever the phone's clock shows."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.personal_codes import PersonalCodeNotOurs, PersonalCodes
from services.activities.domain.preparations import NoPreparation, Preparation, note_of, read_note
from services.activities.domain.taps import Clocks, Tap, TapAfterSending, TapBeforeRoster, visits

PREPARED = datetime(2026, 11, 22, 0, 40, tzinfo=UTC)
SENT = PREPARED + timedelta(hours=6)
minutes = st.integers(0, 360).map(lambda count: timedelta(minutes=count))
offsets = st.integers(-3000, 3000).map(lambda count: timedelta(minutes=count))
SHANGHAI = ZoneInfo("Asia/Shanghai")


@given(came=minutes, left=minutes, before=offsets, after=offsets, moved=minutes)
def test_a_clock_that_was_set_gives_nobody_a_minute(
    came: timedelta, left: timedelta, before: timedelta, after: timedelta, moved: timedelta
) -> None:
    """``before`` and ``after`` being how wrong the clock is until ``moved``, and from then on."""

    def shown(true: datetime) -> datetime:
        return true + (before if true < PREPARED + moved else after)

    clocks = Clocks(PREPARED, PREPARED + before, SENT, SENT + after)
    begin, end = sorted((PREPARED + came, PREPARED + left))
    counted_in = clocks.counted(Tap("1", "in", shown(begin)))
    counted_out = clocks.counted(Tap("2", "out", shown(end)))
    assert begin <= counted_in <= SENT
    assert PREPARED <= counted_out <= end
    if before == after:
        assert (counted_in, counted_out) == (begin, end)


@given(wrong=offsets)
def test_taps_that_cannot_be_are_refused(wrong: timedelta) -> None:
    clocks = Clocks(PREPARED, PREPARED + wrong, SENT, SENT + wrong)
    with pytest.raises(TapBeforeRoster):
        clocks.counted(Tap("1", "in", PREPARED + wrong - timedelta(minutes=1)))
    with pytest.raises(TapAfterSending):
        clocks.counted(Tap("1", "in", SENT + wrong + timedelta(minutes=1)))


def test_coming_and_going_are_one_visit() -> None:
    def tap(name: str, action: str, minute: int) -> tuple[Tap, datetime]:
        at = PREPARED + timedelta(minutes=minute)
        return Tap(name, action, at), at

    found = visits(
        [tap("c", "in", 30), tap("b", "out", 20), tap("a", "in", 10), tap("z", "out", 5)]
    )
    assert [(one.tap.tap_id, one.out and one.out.tap_id) for one in found] == [
        ("z", None), ("a", "b"), ("c", None),
    ]  # fmt: skip


@given(person=st.binary(min_size=12, max_size=12), turned=st.integers(4, 39), by=st.integers(1, 63))
def test_a_personal_code_with_another_letter_is_nobodys(
    person: bytes, turned: int, by: int
) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    codes, at = PersonalCodes(b"key", SHANGHAI), datetime(2026, 11, 22, 1, tzinfo=UTC)
    code = codes.of(person.hex(), date(2026, 11, 22))
    assert (codes.read(code, at), len(code)) == (person.hex(), 40)
    other = letters[(letters.index(code[turned]) + by) % 64]
    with pytest.raises(PersonalCodeNotOurs):
        codes.read(code[:turned] + other + code[turned + 1 :], at)


@pytest.mark.parametrize("broken", ["", "KH1-", "KH1-中文", "kh1-" + "A" * 36, "A" * 5000, "=" * 9])
def test_what_is_no_code_or_note_is_refused(broken: str) -> None:
    with pytest.raises(PersonalCodeNotOurs):
        PersonalCodes(b"key", SHANGHAI).read(broken, PREPARED)
    with pytest.raises(NoPreparation):
        read_note(broken, b"key")


def test_a_note_comes_back_as_it_went() -> None:
    note = Preparation("a1" * 12, "b2" * 12, PREPARED.replace(microsecond=123_000))
    assert read_note(note_of(note, b"key"), b"key") == note
    with pytest.raises(NoPreparation):
        read_note(note_of(note, b"key"), b"another")
