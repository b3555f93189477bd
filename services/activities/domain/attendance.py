"""Presence: an interval opens at check-in and closes at check-out, both by the server's clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.activities.domain.check_in_rules import Row
from services.activities.domain.facts import instant
from shared.refusal import Conflict, Forbidden

FORGOTTEN = "forgotten_check_out"
Interval = dict[str, Any]
_TRACES = ("device", "distance")


class NotCheckedIn(Conflict):
    """Raised at a check-out without a check-in."""

    zh = "您还没有签到，不能签退。"
    en = "You have not checked in, so you cannot check out."


class CheckOutForgotten(Conflict):
    """Raised when the check-out comes so late that the shift was closed without it."""

    zh = (
        "签退时间已过，系统已按场次结束时间（不晚于您签到时的结束时间）为您签退并作标记；"
        "如有出入请联系负责人更正。"
    )
    en = (
        "Check-out is over: it was set to the shift's end, or to the end as it stood at your "
        "check-in if that is earlier, and marked. "
        "If that is wrong, ask the organiser for a correction."
    )


class OwnAttendance(Forbidden):
    """Raised when an organiser records her own presence: nobody vouches for herself."""

    zh = "不能为自己登记考勤，请由另一位负责人操作。"
    en = "You cannot record your own attendance. Please let another organiser do it."


def must_not_be_own(recorder: str, volunteer_id: str) -> None:
    """Raises OwnAttendance when the recorder is the volunteer."""
    if recorder == volunteer_id:
        raise OwnAttendance()


def opening(attendance_id: str, at: datetime, by: str, recorder: str | None) -> dict[str, Any]:
    """What a row's ``open`` holds. ``by``: the way (CHECK_WAYS); ``recorder``: who did it, if
    not the volunteer herself."""
    return {"attendance_id": attendance_id, "at": at, "by": by, "recorded_by": recorder}


def opened_as(interval: Mapping[str, Any]) -> dict[str, Any]:
    """What a row's ``open`` held before this interval closed."""
    at, by = interval["check_in_at"], interval["checked_in_by"]
    return opening(interval["attendance_id"], at, by, interval["recorded_by"])


def may_check_out(row: Row, now: datetime) -> bool:
    """True: close the open interval; False: it is closed already, the last one is the answer.

    Raises NotCheckedIn, CheckOutForgotten.
    """
    if row["open"]:
        if now > row["closes_at"]:
            raise CheckOutForgotten()
        return True
    if not row["intervals"]:
        raise NotCheckedIn()
    if row["intervals"][-1]["checked_out_by"] == "system":
        raise CheckOutForgotten()
    return False


def closed(opened: Mapping[str, Any], at: datetime, by: str, recorder: str | None) -> Interval:
    """The interval of an ``open`` that ends at ``at``, never before it began."""
    return {
        "attendance_id": opened["attendance_id"],
        "check_in_at": opened["at"],
        "check_out_at": max(at, opened["at"]),
        "checked_in_by": opened["by"],
        "checked_out_by": by,
        "recorded_by": recorder or opened["recorded_by"],
        "reason": None,
        "revision": 1,
        "void": False,
    }


def closed_by_itself(row: Row) -> Interval:
    """A forgotten check-out: the interval ends with the shift, and no later than the end that
    stood at check-in. Else an organiser could add hours to herself: move the end, and forget."""
    end = min(row["end"], row["open"].get("until", row["end"]))
    return closed(row["open"], end, "system", None)


def traces_of(opened: Mapping[str, Any]) -> dict[str, Any]:
    """What an ``open`` keeps of the phone. It is told once, when the interval closes, and then
    forgotten here."""
    return {name: opened[name] for name in _TRACES if name in opened}


def attendance_data(row: Row, interval: Mapping[str, Any]) -> dict[str, Any]:
    """The data of the event ``attendance_recorded`` for one interval of a row."""
    return {
        "attendance_id": interval["attendance_id"],
        "sign_up_id": row["_id"],
        "activity_id": row["activity_id"],
        "activity_title": row["activity_title"],
        "kind": row["kind"],
        "organisation_id": row["organisation_id"],
        "organisation_path": row["organisation_path"],
        "shift_id": row["shift_id"],
        "role": row["role"],
        "volunteer_id": row["volunteer_id"],
        "shift_start": instant(row["start"]),
        "shift_end": instant(row["end"]),
        "check_in_at": instant(interval["check_in_at"]),
        "check_out_at": instant(interval["check_out_at"]),
        "checked_in_by": interval["checked_in_by"],
        "checked_out_by": interval["checked_out_by"],
        "recorded_by": interval["recorded_by"],
        "reason": interval["reason"],
        "void": interval["void"],
        "revision": interval["revision"],
    }
