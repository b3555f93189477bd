"""Chinese working days, as order 67 counts them (articles 10 and 11)."""

from datetime import date

import pytest

from services.hours.domain.notice.working_days import WorkingDays
from services.hours.store.notice.calendar import _announced

CHINA = WorkingDays(*_announced())


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        # National Day and Mid-Autumn 2025: 28 September and 11 October worked, 1 to 8 off.
        (date(2025, 9, 26), date(2025, 10, 16)),
        # Spring Festival 2026: 14 and 28 February worked, 15 to 23 off.
        (date(2026, 2, 13), date(2026, 3, 5)),
        # New Year 2026: off until Saturday the 3rd, Sunday the 4th worked.
        (date(2025, 12, 31), date(2026, 1, 15)),
        # An ordinary fortnight.
        (date(2026, 11, 6), date(2026, 11, 20)),
    ],
)
def test_order_67_article_11_ten_working_days(ended: date, due: date) -> None:
    assert CHINA.after(ended, 10) == due
    assert CHINA.between(ended, due) == 10
    assert CHINA.between(due, ended) == -10


def test_moved_days() -> None:
    assert CHINA.works(date(2025, 9, 28)), "a Sunday worked for the holiday"
    assert not CHINA.works(date(2025, 10, 8)), "a Wednesday off"
    assert not CHINA.works(date(2026, 11, 21)), "a Saturday"


def test_no_time_limit_is_the_day_itself() -> None:
    assert CHINA.after(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_a_year_not_announced_counts_plain_weekdays_and_is_named() -> None:
    spring_festival = date(2035, 2, 8)
    assert CHINA.works(spring_festival)
    assert CHINA.after(date(2035, 2, 5), 10) == date(2035, 2, 19)
    assert CHINA.unknown(date(2025, 12, 25), date(2026, 1, 9)) == []
    assert CHINA.unknown(date(2034, 12, 29), date(2035, 1, 9)) == [2034, 2035]


def test_an_administrator_has_the_last_word() -> None:
    said = {date(2035, 2, 8): False, date(2035, 2, 10): True, date(2025, 10, 8): True}
    days = WorkingDays(CHINA.free, CHINA.worked, CHINA.years, said)
    assert not days.works(date(2035, 2, 8))
    assert days.works(date(2035, 2, 10))
    assert days.works(date(2025, 10, 8))
