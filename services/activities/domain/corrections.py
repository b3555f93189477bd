"""Correcting a recorded interval: by somebody else, with a reason, new times within the window.

Who recorded it corrects it after checking (Order 67 of 2021, articles 12 and 13). What stood
there before stays in the interval's ``history``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.activities.domain.attendance import Interval, must_not_be_own
from services.activities.domain.check_in_rules import Row
from services.activities.domain.eligibility import spoken
from shared.refusal import Changed, Conflict, Invalid, NotFound

_KEPT = (
    "check_in_at", "check_out_at", "checked_in_by", "checked_out_by", "recorded_by", "reason",
    "void", "revision",
)  # fmt: skip


class NoSuchAttendance(NotFound):
    """Raised when no interval has this id, or it is not closed yet."""

    zh = "没有这条考勤记录，或尚未签退。"
    en = "There is no such attendance, or it is not checked out yet."


class CheckOutBeforeCheckIn(Invalid):
    """Raised when an interval would end before it begins."""

    zh = "签退时间不能早于签到时间。"
    en = "The check-out cannot be before the check-in."


class OutsideShift(Conflict):
    """Raised when a corrected time lies outside the shift and its grace."""

    zh = "更正后的时间须在{opens}至{closes}之间。"
    en = "The corrected times must lie between {opens} and {closes}."


class NotOverYet(Conflict):
    """Raised when a corrected check-out lies in the future."""

    zh = "签退时间不能晚于现在。"
    en = "The check-out cannot be later than now."


class OverlapsAnother(Conflict):
    """Raised when the corrected interval would overlap another one of the same sign-up."""

    zh = "更正后的时间与同一场次的另一条考勤（{begin}至{end}）重叠。"
    en = "The corrected times overlap another attendance of this shift, {begin} to {end}."


@dataclass(frozen=True, slots=True)
class Correction:
    """What shall stand there instead. ``void``: it counts nothing, and the times stay."""

    reason: str
    check_in_at: datetime | None = None
    check_out_at: datetime | None = None
    void: bool = False
    revision: int | None = None  # what the corrector saw; None: whatever stands there


def find_interval(row: Row, attendance_id: str) -> Interval:
    """Raises NoSuchAttendance."""
    for interval in row["intervals"]:
        if interval["attendance_id"] == attendance_id:
            return dict(interval)
    raise NoSuchAttendance()


def corrected(
    row: Row,
    attendance_id: str,
    correction: Correction,
    *,
    by: str,
    now: datetime,
    zone: ZoneInfo,
) -> Interval | None:
    """The interval as it stands afterwards, one revision on; None when it says that already.

    Raises NoSuchAttendance, OwnAttendance, Changed, CheckOutBeforeCheckIn, OutsideShift,
    NotOverYet, OverlapsAnother.
    """
    interval = find_interval(row, attendance_id)
    must_not_be_own(by, row["volunteer_id"])
    begin = correction.check_in_at or interval["check_in_at"]
    end = correction.check_out_at or interval["check_out_at"]
    new = {"check_in_at": begin, "check_out_at": end, "void": correction.void}
    if all(interval[field] == value for field, value in new.items()):
        return None
    if correction.revision not in (None, interval["revision"]):
        raise Changed()
    if not correction.void:
        _must_lie_within(row, interval, begin, end, zone)
        _must_fit(row, attendance_id, begin, end, now=now, zone=zone)
    return _revised(interval, new, by, correction.reason, now)


def _must_lie_within(
    row: Row, interval: Interval, begin: datetime, end: datetime, zone: ZoneInfo
) -> None:
    """A time that stood there may stay: the shift may have moved away from it since."""
    opens, closes = row["opens_at"], row["closes_at"]
    for field, time in (("check_in_at", begin), ("check_out_at", end)):
        if time != interval[field] and not opens <= time <= closes:
            raise OutsideShift(field=field, opens=spoken(opens, zone), closes=spoken(closes, zone))


def _must_fit(
    row: Row, attendance_id: str, begin: datetime, end: datetime, *, now: datetime, zone: ZoneInfo
) -> None:
    if end < begin:
        raise CheckOutBeforeCheckIn(field="check_out_at")
    if end > now:
        raise NotOverYet(field="check_out_at")
    for other in row["intervals"]:
        apart = end <= other["check_in_at"] or other["check_out_at"] <= begin
        if other["attendance_id"] != attendance_id and not other["void"] and not apart:
            times = (spoken(other["check_in_at"], zone), spoken(other["check_out_at"], zone))
            raise OverlapsAnother(field="check_in_at", begin=times[0], end=times[1])
    if row["open"] and end > row["open"]["at"]:
        begin_open = spoken(row["open"]["at"], zone)
        raise OverlapsAnother(field="check_out_at", begin=begin_open, end="…")


def _revised(
    interval: Interval, new: Mapping[str, Any], by: str, reason: str, now: datetime
) -> Interval:
    before = {field: interval[field] for field in _KEPT}
    ways = {
        way: "correction" if new[moment] != interval[moment] else interval[way]
        for way, moment in (("checked_in_by", "check_in_at"), ("checked_out_by", "check_out_at"))
    }
    return {
        **interval,
        **new,
        **ways,
        "recorded_by": by,
        "reason": reason,
        "revision": interval["revision"] + 1,
        "corrected_at": now,
        "history": [*interval.get("history", []), before],
    }
