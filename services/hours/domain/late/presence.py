"""A presence that nobody checked in: what it is about, and whether it can be entered afterwards.

Never longer than the activity, only when that is over, within the shift and its grace (the practice
in domain.md).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from services.hours.domain.late import refusals
from services.hours.domain.rules import Rules

DAYS_BACK = 366
_TOOK_PLACE = ("published", "ended", "closed")


class Presence(NamedTuple):
    """Who was where from when until when."""

    shift_id: str
    volunteer_id: str
    check_in_at: datetime
    check_out_at: datetime
    role: str = ""

    @property
    def key(self) -> str:
        """The same for the same presence."""
        times = (self.check_in_at.isoformat(), self.check_out_at.isoformat())
        return ":".join((self.volunteer_id, self.shift_id, *times))


def about(activity: Mapping[str, Any], presence: Presence) -> dict[str, Any]:
    """What a record of this presence says of itself, in the words of the journals."""
    shift = next(one for one in activity["shifts"] if one["shift_id"] == presence.shift_id)
    return {
        "volunteer_id": presence.volunteer_id,
        "activity_id": activity["_id"],
        "activity_title": activity["title"],
        "activity_kind": activity["kind"],
        "organisation_id": activity["organisation_id"],
        "organisation_path": activity["organisation_path"],
        "shift_id": presence.shift_id,
        "shift_start": shift["start"],
        "shift_end": shift["end"],
        "role": presence.role or activity["title"],  # what a certificate names as her service
        "check_in_at": presence.check_in_at,
        "check_out_at": presence.check_out_at,
    }


def must_be_over(activity: Mapping[str, Any], now: datetime) -> None:
    """Raises NotTakenPlace, NotEndedYet, TooLongAgo."""
    if activity["status"] not in _TOOK_PLACE:
        raise refusals.NotTakenPlace
    if activity["end"] > now:
        raise refusals.NotEndedYet
    must_be_recent({"shift_end": activity["end"]}, now)


def must_be_recent(record: Mapping[str, Any], now: datetime) -> None:
    """Raises TooLongAgo."""
    if record["shift_end"] < now - timedelta(days=DAYS_BACK):
        raise refusals.TooLongAgo(days=DAYS_BACK)


def must_lie_within(
    record: Mapping[str, Any],
    rules: Rules,
    *,
    now: datetime,
    zone: tzinfo,
    stood: Collection[datetime] = (),
) -> None:
    """Hold the times of a record against its shift; one that ``stood`` there before may stay.

    Raises IntervalBackwards, IntervalAhead, IntervalOutside.
    """
    came, left = record["check_in_at"], record["check_out_at"]
    if left <= came:
        raise refusals.IntervalBackwards(field="check_out_at")
    if left > now:
        raise refusals.IntervalAhead(field="check_out_at")
    opens = record["shift_start"] - timedelta(minutes=rules.grace_before)
    closes = record["shift_end"] + timedelta(minutes=rules.grace_after)
    for field in ("check_in_at", "check_out_at"):
        if record[field] not in stood and not opens <= record[field] <= closes:
            times = {"opens": _clock(opens, zone), "closes": _clock(closes, zone)}
            raise refusals.IntervalOutside(field=field, **times)


def must_not_be_longer(record: Mapping[str, Any]) -> None:
    """Raises IntervalTooLong."""
    shift = record["shift_end"] - record["shift_start"]
    if record["check_out_at"] - record["check_in_at"] > shift:
        minutes = int(shift.total_seconds() // 60)
        raise refusals.IntervalTooLong(field="check_out_at", minutes=minutes)


def _clock(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
