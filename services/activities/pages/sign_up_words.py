"""How a sign-up stands, as its owner reads it: a word and the colour that goes with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.pages import Both

Row = Mapping[str, Any]
Word = tuple[Both, str]

_WORDS: Mapping[str, Word] = {
    "applied": (Both("等待负责人确认", "Waiting for the organiser"), "warning"),
    "accepted": (Both("已录取", "You have a place"), "success"),
    "waitlisted": (Both("候补中", "On the waitlist"), "warning"),
    "declined": (Both("未录取", "Not chosen"), "secondary"),
    "withdrawn": (Both("已退出", "Given back"), "secondary"),
    "cancelled": (Both("已取消", "Cancelled"), "danger"),
    "no_show": (Both("缺席", "Did not come"), "danger"),
}
_IN: Word = (Both("已签到", "Checked in"), "success")
_CAME: Word = (Both("已参加", "You were there"), "success")

_OF_ANOTHER: Mapping[str, Word] = {
    **_WORDS,
    "accepted": (Both("已录取", "Has a place"), "success"),
}
_ANOTHER_CAME: Word = (Both("已参加", "Was there"), "success")

RECEIVED: Mapping[str, Both] = {
    "accepted": Both("报名成功，名额已为您保留。", "You are signed up; the place is yours."),
    "waitlisted": Both(
        "名额已满，您已进入候补。有人退出时会自动递补并通知您。",
        "All places are taken, so you are on the waitlist. When one comes free you move up and "
        "are told.",
    ),
    "applied": Both(
        "申请已提交，负责人确认后会通知您。", "You have applied. You are told once it is decided."
    ),
}

WAYS: Mapping[str, Both] = {
    "qr": Both("扫码", "by scanning"),
    "code": Both("数字码", "by digits"),
    "location": Both("定位", "by location"),
    "roll_call": Both("负责人点名", "by the organiser's roll call"),
    "walk_in": Both("现场登记", "as a walk-in"),
    "offline": Both("负责人离线点名", "by the organiser's tap, kept without network"),
    "correction": Both("更正", "by a correction"),
    "system": Both("系统自动", "by the system"),
}


def state(row: Row, *, of_another: bool = False) -> Word:
    """The word for a sign-up's row: what it is, or that she is there or was; ``of_another``: not
    for her own eyes."""
    if row["open"]:
        return _IN
    if any(not one["void"] for one in row["intervals"]):
        return _ANOTHER_CAME if of_another else _CAME
    return (_OF_ANOTHER if of_another else _WORDS)[row["status"]]


def check_in_time(row: Row, now: datetime) -> bool:
    """Whether a button for checking in, or out, belongs beside the row now."""
    open_now = bool(row["opens_at"] <= now <= row["closes_at"])
    return row["status"] == "accepted" and open_now and (bool(row["open"]) or now < row["end"])
