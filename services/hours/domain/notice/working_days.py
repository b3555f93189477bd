"""Chinese working days, by which order 67 (articles 10 and 11) and the public notice count.

Holidays are moved every year, weekends are worked for them, and the State Council says so late in
the year before: of a year it has not spoken of yet, plain weekdays are all that is known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """``free`` and ``worked``: what differs from plain weekdays; ``years``: those the State Council
    has spoken of; ``overrides``: what an administrator said of a day, True: it is worked."""

    free: Collection[date] = frozenset()
    worked: Collection[date] = frozenset()
    years: Collection[int] = frozenset()
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether people work on this day."""
        said = self.overrides.get(day)
        if said is not None:
            return said
        if day.year in self.years and (day in self.free or day in self.worked):
            return day in self.worked
        return day.weekday() < _SATURDAY

    def after(self, day: date, working_days: int) -> date:
        """The last day of a time limit of so many working days that begins the day after ``day``.

        0: that day itself.
        """
        while working_days > 0:
            day += _ONE_DAY
            working_days -= self.works(day)
        return day

    def between(self, day: date, later: date) -> int:
        """Working days after ``day`` up to and with ``later``; negative when it is earlier."""
        if later < day:
            return -self.between(later, day)
        span = (later - day).days
        return sum(self.works(day + timedelta(days=step)) for step in range(1, span + 1))

    def unknown(self, first: date, last: date) -> list[int]:
        """The years from ``first`` to ``last`` whose holidays are not announced yet: a warning."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]
