"""What becomes of a sign-up: applied, accepted, waitlisted; given back, chosen, declined.

first come          → accepted | waitlisted → accepted (moved up)
organiser chooses   → applied → accepted | declined
from any of them    → withdrawn (by the person) | cancelled (the activity or shift is)
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from services.activities.domain.eligibility import spoken
from shared.refusal import Conflict

Record = Mapping[str, Any]
LIVE = ("applied", "accepted", "waitlisted")


class AlreadySignedUp(Conflict):
    zh = "您已报名该场次。"
    en = "You have signed up for this shift already."


class WasDeclined(Conflict):
    """Raised when somebody asks again whom the organiser has declined."""

    zh = "负责人未录取您参加该场次，不能再次报名。"
    en = "The organiser declined your sign-up for this shift, so you cannot sign up again."


class ShiftFull(Conflict):
    zh = "岗位“{role}”已满员。"
    en = "There is no free place as “{role}”."


class NotLive(Conflict):
    """Raised when a sign-up is no longer one that could be given back or decided."""

    zh = "此报名已不在有效状态。"
    en = "This sign-up is no longer open."


class HasAttendance(Conflict):
    zh = "已经签到，不能退出报名；请使用签退。"
    en = "There is a check-in already, so the place cannot be given back. Please check out instead."


class TooLateToWithdraw(Conflict):
    """Raised after the deadline (Regulations, article 22: who cannot come says so in time)."""

    zh = "退出报名的截止时间（{deadline}）已过。如不能参加，请尽快联系负责人{name}：{phone}。"
    en = "Places could be given back until {deadline}. If you cannot come, call {name}: {phone}."


class NotAnApplication(Conflict):
    zh = "此报名不需要录取。"
    en = "This sign-up does not wait for a decision."


class TimesOverlap(Conflict):
    """Raised when the person has a place elsewhere at the same time; back to back is fine."""

    zh = "时间与已报名的“{title}”（{start}至{end}）重叠。"
    en = "There is a place in “{title}” at the same time already ({start} to {end})."


def clash(busy: Sequence[Record], row: Record) -> Record | None:
    """The busy interval that overlaps the row's [start, end), other than its own."""
    for entry in busy:
        other = entry["sign_up_id"] != row["_id"]
        if other and entry["start"] < row["end"] and row["start"] < entry["end"]:
            return entry
    return None


def occupy(busy: Sequence[Record], row: Record, now: datetime, zone: tzinfo) -> list[Record]:
    """Her busy times with this place in them. Raises TimesOverlap."""
    if other := clash(busy, row):
        raise TimesOverlap(
            title=other["title"], start=spoken(other["start"], zone), end=spoken(other["end"], zone)
        )
    return with_place(busy, row, now)


def with_place(busy: Sequence[Record], row: Record, now: datetime) -> list[Record]:
    """Her busy times with this place in them, which overlaps none; what is over is forgotten."""
    entry = {
        "sign_up_id": row["_id"],
        "shift_id": row["shift_id"],
        "start": row["start"],
        "end": row["end"],
        "title": row["activity_title"],
    }
    return [*(one for one in vacate(busy, row) if one["end"] > now), entry]


def vacate(busy: Sequence[Record], row: Record) -> list[Record]:
    """Her busy times without this place."""
    return [entry for entry in busy if entry["sign_up_id"] != row["_id"]]


def check_again(row: Record | None, *, walk_in: bool = False) -> None:
    """Whether one may sign up who has this row already. Raises AlreadySignedUp, WasDeclined.

    A walk-in may wait or have applied. A row is cancelled in a shift that is still held when a
    change of times made it overlap.
    """
    again = {"withdrawn", "cancelled"}
    if walk_in:
        again |= {"declined", "waitlisted", "applied"}
    if row is None or row["status"] in again:
        return
    if row["status"] == "declined":
        raise WasDeclined()
    raise AlreadySignedUp()


def check_live(row: Record) -> None:
    """Raises NotLive, HasAttendance."""
    if row["status"] not in LIVE:
        raise NotLive()
    if not may_be_released(row):
        raise HasAttendance()


def may_be_released(row: Record) -> bool:
    """Whether the row holds or wants a place and nobody has checked in with it."""
    return row["status"] in LIVE and row["open"] is None and not row["intervals"]


def check_application(row: Record) -> None:
    """Raises NotAnApplication unless the row waits for the organiser."""
    if row["status"] != "applied":
        raise NotAnApplication()


def withdraw_until(activity: Record, row: Record) -> datetime | None:
    """Until when this sign-up can be given back; None when it cannot at all.

    Only an accepted place binds: who waits or has applied may leave at any time before the start.
    """
    if not may_be_released(row):
        return None
    start: datetime = row["start"]
    binds = row["status"] == "accepted"
    return start - timedelta(minutes=activity["withdrawal_minutes"]) if binds else start


def check_withdrawal(
    activity: Record, row: Record, in_charge: Record, now: datetime, zone: tzinfo
) -> None:
    """``in_charge`` has the name and phone to call. Raises NotLive, HasAttendance, TooLate…."""
    check_live(row)
    until = withdraw_until(activity, row)
    if until is not None and now > until:
        raise TooLateToWithdraw(
            deadline=spoken(until, zone), name=in_charge["name"], phone=in_charge["phone"]
        )


def counted(row: Record) -> str:
    """Which number of the place counter holds this live row."""
    return {"accepted": "taken", "waitlisted": "waiting", "applied": "applied"}[row["status"]]


def counter_id(shift_id: str, role_id: str) -> str:
    """The id of the counter of one role's places."""
    return f"{shift_id}:{role_id}"
