"""Stars at 100, 300, 600, 1,000 and 1,500 hours (practice of 2012)."""

from services.hours.domain.stars import new_stars, star_of
from services.hours.settings import HoursSettings

STARS = HoursSettings().stars


def test_a_star_is_reached_to_the_minute() -> None:
    assert [star_of(minutes, STARS) for minutes in (0, 5_999, 6_000, 18_000)] == [0, 0, 1, 2]
    assert star_of(10**9, STARS) == 5


def test_a_star_is_new_once() -> None:
    assert list(new_stars(18_000, 0, STARS)) == [1, 2]
    assert list(new_stars(18_000, 2, STARS)) == []
    assert list(new_stars(0, 2, STARS)) == []
