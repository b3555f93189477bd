"""The calendar of a year, as far as it differs from plain weekdays."""

from datetime import date
from typing import Any

from services.hours.store import Store

_NOT_ANNOUNCED = {
    "zh": "{year}年的节假日安排尚未公布：暂按周一至周五为工作日计算，公布后请补录。",
    "en": "The holidays of {year} are not announced yet: plain weekdays count until they are.",
}


def year_of(year: int, *, store: Store, language: str) -> dict[str, Any]:
    """{year, announced, warning, days: [{day, working, reason}]}; reason: of an office's word."""
    days = store.calendar.days()
    said = {date.fromisoformat(row["_id"]): row for row in store.calendar.overrides(year)}
    announced = year in days.years
    known = {day for day in (*days.free, *days.worked) if day.year == year} if announced else set()
    weekends_off = {day for day in known if day.weekday() >= 5 and not days.works(day)}
    return {
        "year": year,
        "announced": announced,
        "warning": None if announced else _NOT_ANNOUNCED[language].format(year=year),
        "days": [
            {"day": day, "working": days.works(day), "reason": said.get(day, {}).get("reason")}
            for day in sorted((known - weekends_off) | set(said))
        ],
    }
