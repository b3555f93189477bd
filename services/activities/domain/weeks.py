"""The same activity in another week: the clock on the wall stays, the date moves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from shared.refusal import Conflict

Record = Mapping[str, Any]
MOST_WEEKS = 26


class NothingToRepeat(Conflict):
    """Raised for an activity without a shift that is held."""

    zh = "活动没有场次，无法按周重复。"
    en = "The activity has no shift, so there is nothing to repeat."


def later(moment: datetime, weeks: int, zone: tzinfo) -> datetime:
    """So many weeks on, at the same time by the clock on the wall of ``zone``."""
    local = moment.astimezone(zone)
    moved = local.replace(tzinfo=None) + timedelta(weeks=weeks)
    return moved.replace(tzinfo=zone).astimezone(moment.tzinfo)


def shifts_later(shifts: Sequence[Record], weeks: int, zone: tzinfo) -> list[dict[str, Any]]:
    """Those shifts that are not cancelled, so many weeks on, as new ones without ids."""
    return [
        {
            "start": later(shift["start"], weeks, zone),
            "end": later(shift["end"], weeks, zone),
            "roles": [{"name": r["name"], "places": r["places"]} for r in shift["roles"]],
        }
        for shift in shifts
        if shift["cancelled"] is None
    ]


def weeks_until_ahead(starts_at: datetime | None, now: datetime, zone: tzinfo) -> int:
    """How many weeks on, one at least, the first start lies ahead of ``now``: a copy at the same
    hour would be the same activity twice.

    Raises NothingToRepeat.
    """
    if starts_at is None:
        raise NothingToRepeat()
    weeks = max(1, (now - starts_at) // timedelta(weeks=1))
    while later(starts_at, weeks, zone) <= now:
        weeks += 1
    return weeks


def window_later(activity: Record, weeks: int, zone: tzinfo) -> dict[str, datetime | None]:
    """The sign-up window, so many weeks on."""
    return {
        name: activity[name] and later(activity[name], weeks, zone)
        for name in ("opens_at", "closes_at")
    }
