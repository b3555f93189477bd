"""Draft → published → changed / cancelled → ended → closed, and what each step asks for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.refusal import Conflict, Invalid

Record = Mapping[str, Any]
NEEDED = ("title", "kind", "description", "risks", "address")

_STATUS_WORDS = {
    "draft": ("草稿", "a draft"),
    "published": ("已发布", "published"),
    "cancelled": ("已取消", "cancelled"),
    "ended": ("已结束", "over"),
    "closed": ("已结项", "closed"),
}


class WrongStatus(Conflict):
    """Raised when an activity in its present status cannot take the step."""

    zh = "活动当前状态为“{status_zh}”，不能进行此操作。"
    en = "This activity is {status_en}, so this cannot be done."

    def __init__(self, activity: Record) -> None:
        zh, en = _STATUS_WORDS[activity["status"]]
        super().__init__(status=activity["status"], status_zh=zh, status_en=en)


class WindowOver(Conflict):
    """Raised at publication when nobody could sign up any more."""

    zh = "报名截止时间已过。"
    en = "The sign-up window is over already."


class NotComplete(Invalid):
    """Raised at publication when something people must know is blank.

    Recruiting states the risks (Regulations, article 12); a record of service needs place and
    content (Measures, article 7).
    """

    zh = "发布前请填写：{field_zh}。"
    en = "Before publication this is needed: {field_en}."


class InsuranceMissing(Invalid):
    """Raised at publication of work with bodily risk for which nobody is insured (Regulations,
    article 17: accident insurance before such work)."""

    zh = "有人身危险的活动须先为志愿者购买人身意外伤害保险，请填写保险信息。"
    en = "Work with bodily risk needs accident insurance first. Please say which."


class AlreadyOver(Conflict):
    """Raised when nothing is left to cancel."""

    zh = "活动或场次已经结束，不能取消。"
    en = "It is over already, so it cannot be cancelled."


class NotOver(Conflict):
    """Raised when an activity is to be closed while a shift is still ahead."""

    zh = "活动尚未结束，不能结项。"
    en = "It is not over yet, so it cannot be closed."


class NotBegun(Conflict):
    """Raised when something is to be put into the file of an activity that has not begun."""

    zh = "活动尚未开始，开始后才能填写总结和上传照片。"
    en = "It has not begun yet. A summary and photos are added from its start on."


class NoShifts(Invalid):
    zh = "发布前至少需要一个场次，每个场次至少一个岗位。"
    en = "Publication needs at least one shift, and each shift at least one role."


class InThePast(Conflict):
    """Raised for a shift that has begun: only future activities are published."""

    zh = "场次的开始时间已过。只能发布将来的活动；补录请使用补录功能。"
    en = "This shift has begun. Only future activities can be published."


_FIELD_WORDS = {
    "title": ("活动名称", "a title"),
    "kind": ("活动类别", "a kind"),
    "description": ("活动内容", "a description"),
    "risks": ("风险提示（没有风险也请写明）", "the stated risks (say so when there are none)"),
    "address": ("活动地点", "an address"),
}


def check_publishable(activity: Record, now: datetime) -> None:
    """Raises WrongStatus, NotComplete, InsuranceMissing, NoShifts, InThePast, WindowOver."""
    check_status(activity, "draft")
    check_complete(activity)
    if activity["closes_at"] is not None and activity["closes_at"] <= now:
        raise WindowOver(field="closes_at")
    for place, shift in enumerate(activity["shifts"]):
        if shift["start"] <= now:
            raise InThePast(field=f"shifts.{place}.start")


def check_complete(activity: Record) -> None:
    """Raises NotComplete, InsuranceMissing or NoShifts when people could not know what they sign
    up for, or would do it uninsured."""
    for no in left_blank(activity):
        raise no
    if activity.get("bodily_risk") and not activity.get("insurance"):
        raise InsuranceMissing(field="insurance")
    if activity["starts_at"] is None or not all(shift["roles"] for shift in activity["shifts"]):
        raise NoShifts(field="shifts")


def left_blank(activity: Record) -> list[NotComplete]:
    """What people must know and is blank, each with its field."""
    blank = [name for name in NEEDED if not activity.get(name)]
    words = {name: _FIELD_WORDS[name] for name in blank}
    return [NotComplete(field=n, field_zh=zh, field_en=en) for n, (zh, en) in words.items()]


def check_status(activity: Record, *allowed: str) -> None:
    """Raises WrongStatus unless the activity is in one of ``allowed``."""
    if activity["status"] not in allowed:
        raise WrongStatus(activity)


def check_cancellable(activity: Record, now: datetime) -> None:
    """Raises WrongStatus; a draft is not public and a finished activity has its attendance."""
    check_status(activity, "published")
    if activity["ends_at"] <= now:
        raise AlreadyOver()


def check_closable(activity: Record, now: datetime) -> None:
    """Raises WrongStatus, NotOver. The chore that ends activities need not have come by."""
    check_status(activity, "published", "ended")
    if activity["ends_at"] > now:
        raise NotOver()


def check_file_open(activity: Record, now: datetime) -> None:
    """Its file takes a summary and photos until it is closed. Raises WrongStatus, NotBegun."""
    check_status(activity, "published", "ended")
    if activity["starts_at"] is None or activity["starts_at"] > now:
        raise NotBegun()


def without_shift(
    activity: Record, shift_id: str, reason: str, now: datetime
) -> list[dict[str, Any]]:
    """The shifts with that one cancelled. Raises WrongStatus, AlreadyOver."""
    check_status(activity, "published")
    shift = find_shift(activity, shift_id)
    if shift["end"] <= now or shift["cancelled"] is not None:
        raise AlreadyOver()
    return [
        {**one, "cancelled": reason} if one["shift_id"] == shift_id else dict(one)
        for one in activity["shifts"]
    ]


def find_shift(activity: Record, shift_id: str) -> Record:
    """The shift of that id; it is known to be in ``activity``."""
    found: Record = next(s for s in activity["shifts"] if s["shift_id"] == shift_id)
    return found
