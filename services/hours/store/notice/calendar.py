"""The calendar of working days: China's as the ``holidays`` package knows it, and the collection
``calendar`` with what an administrator said of single days.

_id        the day, "2027-02-08"
working    whether it is worked
by, at, reason
"""

import time
from datetime import date, datetime
from functools import cache

import holidays

from services.hours.domain.notice.working_days import WorkingDays
from shared.storage.mongo import Db, Document

COLLECTION = "calendar"
_KEPT_SECONDS = 5.0
_FIRST_YEAR = 2017
"""The Regulations are in force since then; older service is not counted by working days."""


class Calendar:
    """``days`` is what everybody counts by; an override is seen by all processes within seconds."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._kept: tuple[float, WorkingDays] | None = None

    def days(self) -> WorkingDays:
        kept, now = self._kept, time.monotonic()
        if kept and now - kept[0] < _KEPT_SECONDS:
            return kept[1]
        said = {date.fromisoformat(row["_id"]): row["working"] for row in self._rows.find()}
        free, worked, years = _announced()
        found = WorkingDays(free, worked, years, said)
        self._kept = (now, found)
        return found

    def say(self, day: date, *, working: bool, by: str, at: datetime, reason: str) -> None:
        """Say of one day whether it is worked; the last word counts, said again it stays."""
        said = {"_id": day.isoformat(), "working": working, "by": by, "reason": reason}
        if self._rows.find_one(said) is None:
            self._rows.replace_one({"_id": said["_id"]}, {**said, "at": at}, upsert=True)
        self._kept = None

    def forget(self, day: date) -> None:
        """Take back what was said of a day."""
        self._rows.delete_one({"_id": day.isoformat()})
        self._kept = None

    def overrides(self, year: int) -> list[Document]:
        """What was said of the days of a year, in their order."""
        within = {"$gte": f"{year}-", "$lt": f"{year + 1}-"}
        return list(self._rows.find({"_id": within}).sort("_id"))


@cache
def _announced() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """Free days, worked weekends, and the years announced, as the package has them.

    Of later years it has a guess from the moon; we take a year only when its moved days are in.
    """
    china = holidays.country_holidays("CN")
    years = frozenset(year for year in china.special_public_holidays if year >= _FIRST_YEAR)
    china = holidays.country_holidays("CN", years=sorted(years))
    worked = frozenset(day for day in china.weekend_workdays if day.year in years)
    return frozenset(day for day in china if day.year in years), worked, years
