"""A person's hours by month, for the picture in her pass book."""

from datetime import datetime, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from services.hours.store import Store

_MONTHS_A_YEAR = 12
_EARLIEST, _LATEST = 1990, 2200


class Month(NamedTuple):
    """A month of the calendar; ``number``: 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, at: datetime) -> "Month":
        return cls(at.year, at.month)

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """From "2026-05"; None where it says no month of our time."""
        year, _, number = text.partition("-")
        if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
            return None
        good = len(year) == 4 and len(number) == 2 and 1 <= int(number) <= _MONTHS_A_YEAR
        return cls(int(year), int(number)) if good and _EARLIEST <= int(year) < _LATEST else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier below zero."""
        year, number = divmod(self.year * _MONTHS_A_YEAR + self.number - 1 + months, _MONTHS_A_YEAR)
        return Month(year, number + 1)

    def begins(self, zone: tzinfo) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=zone)


def months_of(
    volunteer_id: str, last: Month, count: int, *, store: Store, zone: ZoneInfo
) -> list[dict[str, Any]]:
    """[{month, minutes, back_minutes}]: ``count`` months up to ``last``, also those without
    service. ``back_minutes``: of these entered afterwards."""
    first = last.plus(1 - count)
    span = (first.begins(zone), last.plus(1).begins(zone))
    found = {row["_id"]: row for row in store.served_by.months(volunteer_id, *span, zone.key)}
    wanted = [first.plus(step) for step in range(count)]
    return [
        {
            "month": month,
            "minutes": found.get(str(month), {}).get("minutes", 0),
            "back_minutes": found.get(str(month), {}).get("back_minutes", 0),
        }
        for month in wanted
    ]
