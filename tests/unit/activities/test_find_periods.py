"""Days and weeks of the filters, as the office's clock counts them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.activities.pages.find import period

ZONE = ZoneInfo("Asia/Shanghai")
SUNDAY = datetime(2026, 11, 22, 23, 30, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=ZONE)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "word", "begin", "end"),
    [
        (SUNDAY, "today", "2026-11-22T23:30", "2026-11-23T00:00"),
        (SUNDAY, "week", "2026-11-22T23:30", "2026-11-23T00:00"),
        (SUNDAY, "next", "2026-11-23T00:00", "2026-11-30T00:00"),
        (MONDAY, "today", "2026-11-23T00:00", "2026-11-24T00:00"),
        (MONDAY, "week", "2026-11-23T00:00", "2026-11-30T00:00"),
        (MONDAY, "next", "2026-11-30T00:00", "2026-12-07T00:00"),
        (MONDAY, "month", "2026-11-23T00:00", "2026-12-23T00:00"),
        (MONDAY, "2026-12-01", "2026-12-01T00:00", "2026-12-02T00:00"),
    ],
)
def test_a_word_has_its_days(now: datetime, word: str, begin: str, end: str) -> None:
    assert period(word, now) == (local(begin), local(end))


@pytest.mark.parametrize("word", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "$gt"])
def test_any_other_word_is_whenever(word: str) -> None:
    assert period(word, MONDAY) is None
