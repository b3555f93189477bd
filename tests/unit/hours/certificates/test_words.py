"""Numbers, lengths and words on certificates."""

from datetime import UTC, date, datetime, timedelta
from string import Formatter

import pytest

from services.hours.domain.certificates.numbers import (
    in_groups,
    letters,
    number_of,
    read_code,
    read_number,
)
from services.hours.domain.certificates.page_words import PAGE_WORDS
from services.hours.domain.certificates.wording import clock_times, day, length, sex
from services.hours.domain.certificates.words import WORDS, times
from tests.unit.hours.attendances import ZONE


@pytest.mark.parametrize("words", [WORDS, PAGE_WORDS])
def test_both_languages_have_the_same_words_and_facts(words: dict[str, dict[str, str]]) -> None:
    assert words["zh"].keys() == words["en"].keys()
    for name in words["zh"]:
        facts = [{fact for _, fact, _, _ in Formatter().parse(words[one][name])} for one in words]
        assert facts[0] - {None} == facts[1] - {None}, name


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (1, "1 分钟", "1 min"),
        (60, "1 小时", "1 h"),
        (148, "2 小时 28 分钟", "2 h 28 min"),
        (90_001, "1500 小时 1 分钟", "1500 h 1 min"),
    ],
)
def test_lengths_are_never_rounded(minutes: int, zh: str, en: str) -> None:
    assert (length(minutes, "zh"), length(minutes, "en")) == (zh, en)


def test_days_times_and_sexes() -> None:
    assert (day("2026-05-03", "zh"), day("2026-05-03", "en")) == ("2026年5月3日", "3 May 2026")
    assert (times(1, "en"), times(2, "en"), times(1, "zh")) == ("once", "2 times", "1")
    assert (sex("female", "zh"), sex("male", "en"), sex(None, "zh")) == ("女", "male", None)
    night = datetime(2026, 5, 3, 14, 0, tzinfo=UTC)
    spans = [[night, night + timedelta(hours=4)]]
    assert clock_times(spans, ZONE, "zh") == ["22:00–次日02:00"]
    assert clock_times(spans, ZONE, "en") == ["22:00–02:00 (next day)"]


def test_a_number_is_read_as_it_was_typed() -> None:
    number = number_of(date(2026, 11, 21), "seed")
    assert number == number_of(date(2026, 11, 21), "seed")
    assert number != number_of(date(2026, 11, 21), "other seed")
    assert read_number(f" {number.lower()} ") == number
    assert read_number(number.replace("-", "")) == number
    for wrong in (
        "",
        "x",
        number + "0",
        number[:-1],
        "$gt",
        "20261121-UUUUUUUUUU",
        "2026112\u0661-0000000000",
    ):
        assert read_number(wrong) is None


def test_codes_are_read_in_groups_or_not() -> None:
    code = letters(12345678901234567890, 16)
    assert len(code) == 16
    assert read_code(in_groups(code).lower()) == code
    assert read_code("o1il") == "0111"
