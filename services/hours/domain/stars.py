"""Star levels: practice of 2012 gives them at 100, 300, 600, 1,000 and 1,500 hours."""

from bisect import bisect_right
from collections.abc import Sequence


def star_of(minutes: int, thresholds: Sequence[int]) -> int:
    """The star that so many minutes of service earn; ``thresholds`` are minutes, rising."""
    return bisect_right(thresholds, minutes)


def new_stars(minutes: int, told: int, thresholds: Sequence[int]) -> range:
    """The stars reached now that were never told before."""
    return range(told + 1, star_of(minutes, thresholds) + 1)
