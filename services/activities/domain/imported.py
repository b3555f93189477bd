"""An activity from somebody else's list: when it is, and what becomes of one that is over.

A row is one shift with one role; rows of one activity follow each other. Only future activities
can be published, so what is over comes in as a closed record, marked ``imported``, and only when
the list is declared an archive.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from services.activities.domain.lifecycle import InThePast
from shared.refusal import Invalid

Values = Mapping[str, Any]
Times = tuple[datetime, datetime]
ARCHIVE = "archive"
MOST_SHIFTS = 200
_ROLE = "志愿者"
_SHARED = ["title", "kind", "description", "risks", "address", "latitude", "longitude", "contact"]


class TimeMissing(Invalid):
    zh = "缺少时间：请填写起止时间，如 09:00-12:00，或开始时间和时长。"
    en = "The time is missing: give start and end as in 09:00-12:00, or the start and the length."


class PeriodNotShift(Invalid):
    """Raised for a row that tells a period: when people are needed in it, nobody can know."""

    zh = "从{first}到{last}是一段时期而不是一个场次：每个场次请单独写一行。"
    en = "From {first} to {last} is a period, not a shift: give one row for each shift."


class EndBeforeStart(Invalid):
    zh = "结束日期早于开始日期。"
    en = "The end date is before the start date."


class PlacesMissing(Invalid):
    zh = "请填写所需人数，至少1人。"
    en = "Say how many people are needed, at least 1."


class RowsDiffer(Invalid):
    zh = "同一活动的各行在此列内容不一致。"
    en = "The rows of this activity do not say the same here."


class TooManyShifts(Invalid):
    zh = "一个活动最多{most}个场次。"
    en = "An activity has at most {most} shifts."


class HalfPoint(Invalid):
    zh = "经度和纬度须同时填写，且在有效范围内。"
    en = "Latitude and longitude go together, each within its range."


def activity_of(rows: Sequence[Values], zone: tzinfo, now: datetime) -> dict[str, Any]:
    """The fields of a draft, or of a closed record when the activity is over.

    ``zone`` is where the list's days and times belong, unless its mapping says another. Raises
    the refusals above, and InThePast for what is over and no archive.
    """
    fields: dict[str, Any] = {name: _same(rows, name) for name in _SHARED}
    zone = rows[0]["timezone"] or zone
    fields["point"] = _point(fields.pop("latitude"), fields.pop("longitude"))
    first, last = _days(rows, zone)
    archived = rows[0]["past"] == ARCHIVE and last <= now
    if last <= now and not archived:
        raise InThePast(field="date")
    timed = [row for row in rows if row["times"] or not archived]
    fields["shifts"] = _shifts(timed, zone, archived)
    if len(fields["shifts"]) > MOST_SHIFTS:
        raise TooManyShifts(field="times", most=MOST_SHIFTS)
    starts = min((shift["start"] for shift in fields["shifts"]), default=first)
    if not archived and starts <= now:
        raise InThePast(field="date")
    fields = {name: value for name, value in fields.items() if value is not None}
    if not archived:
        return fields | {"status": "draft"}
    ends = max((shift["end"] for shift in fields["shifts"]), default=last)
    return fields | {"status": "closed", "starts_at": starts, "ends_at": ends, "ended_at": ends}


def _same(rows: Sequence[Values], name: str) -> Any:
    said = {row[name] for row in rows if row[name] is not None}
    if len(said) > 1:
        raise RowsDiffer(field=name)
    return next(iter(said), None)


def _point(latitude: float | None, longitude: float | None) -> dict[str, float] | None:
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise HalfPoint(field="latitude")
    return {"latitude": latitude, "longitude": longitude}


def _days(rows: Sequence[Values], zone: tzinfo) -> Times:
    """From the beginning of the first day to the end of the last one."""
    for row in rows:
        if row["end_date"] is not None and row["end_date"] < row["date"]:
            raise EndBeforeStart(field="end_date")
    first = min(row["date"] for row in rows)
    last = max(row["end_date"] or row["date"] for row in rows)
    start = datetime.combine(first, time(), zone)
    return start, datetime.combine(last + timedelta(days=1), time(), zone)


def _shifts(rows: Sequence[Values], zone: tzinfo, archived: bool) -> list[dict[str, Any]]:
    shifts: dict[Times, dict[str, Any]] = {}
    for row in rows:
        start, end = _times(row, zone)
        if not row["places"] and not archived:
            raise PlacesMissing(field="places")
        shift = shifts.setdefault((start, end), {"start": start, "end": end, "roles": []})
        shift["roles"].append({"name": row["role"] or _ROLE, "places": row["places"] or 0})
    return list(shifts.values())


def _times(row: Values, zone: tzinfo) -> Times:
    """An end that is not after the start is on the next day: over midnight is right."""
    times, hours = row["times"] or (), row["hours"]
    if not times or (len(times) == 1 and not hours) or len(times) > 2:
        raise TimeMissing(field="times")
    start = datetime.combine(row["date"], times[0], zone)
    if len(times) == 1:
        return start, start + timedelta(minutes=round(hours * 60))
    end = datetime.combine(row["date"], times[1], zone)
    end += timedelta(days=end <= start)
    last = row["end_date"]
    if last is not None and last not in (row["date"], end.date()):
        raise PeriodNotShift(field="end_date", first=row["date"], last=last)
    return start, end
