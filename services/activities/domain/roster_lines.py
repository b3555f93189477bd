"""What a roster shows of a sign-up, and to whom it shows a whole phone number.

Personal information is not disclosed without consent (Regulations, article 20): a number is
masked for all who do not run the activity.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from services.activities.domain.eligibility import spoken

Row = Mapping[str, Any]
VISIBLE_TAIL = 4

STATUS_WORDS = {
    "applied": ("待审核", "applied"),
    "accepted": ("已录取", "accepted"),
    "waitlisted": ("候补", "waitlisted"),
    "declined": ("未录取", "declined"),
    "withdrawn": ("已退出", "withdrawn"),
    "cancelled": ("已取消", "cancelled"),
    "no_show": ("缺席", "no-show"),
}
MARK_WORDS = {
    "forgotten_check_out": ("未签退", "forgot to check out"),
    "walk_in": ("现场登记", "walk-in"),
    "by_location": ("定位签到", "checked in by location"),
    "corrected": ("已更正", "corrected"),
    "offline": ("离线点名", "kept without network"),
    "accompanied": ("需陪同", "comes with a grown-up"),
}
COLUMNS = (
    ("编号", "number"),
    ("姓名", "name"),
    ("电话", "phone"),
    ("服务队", "teams"),
    ("活动", "activity"),
    ("场次开始", "shift start"),
    ("场次结束", "shift end"),
    ("岗位", "role"),
    ("状态", "status"),
    ("首次签到", "first check-in"),
    ("最后签退", "last check-out"),
    ("在场分钟", "minutes present"),
    ("备注", "marks"),
)


def phone_as_shown(phone: str | None, whole: bool) -> str | None:
    """``138****1234`` of an E.164 number, or the ``whole`` of it; Chinese ones without +86."""
    if phone is None:
        return None
    plain = phone.removeprefix("+86")
    if whole:
        return plain
    if len(plain) < 3 + VISIBLE_TAIL:
        return "****"
    return f"{plain[:3]}****{plain[-VISIBLE_TAIL:]}"


def counted(row: Row) -> list[Row]:
    """The intervals that count something, oldest first."""
    held = [interval for interval in row["intervals"] if not interval["void"]]
    return sorted(held, key=lambda interval: interval["check_in_at"])


def minutes_present(row: Row) -> int:
    """Whole minutes between check-in and check-out; what of it is credited the bank decides."""
    spans = [(one["check_out_at"] - one["check_in_at"]).total_seconds() for one in counted(row)]
    return int(sum(spans) // 60)


def line(row: Row, whole_phone: bool) -> dict[str, Any]:
    """A roster line for the API."""
    shown = (
        "activity_id", "activity_title", "shift_id", "start", "end", "role_id", "role",
        "volunteer_id", "number", "name", "team_ids", "status", "marks", "signed_up_at",
    )  # fmt: skip
    return {field: row[field] for field in shown} | {
        "sign_up_id": row["_id"],
        "phone": phone_as_shown(row["phone"], whole_phone),
        "present": row["open"] is not None,
        "check_in_at": row.get("first_in_at"),
        "minutes_present": minutes_present(row),
        "attendances": [*map(_brief, row["intervals"]), *_still_open(row["open"])],
    }


def _brief(interval: Row) -> dict[str, Any]:
    told = (
        "attendance_id", "check_in_at", "check_out_at", "checked_in_by", "checked_out_by", "void",
        "revision",
    )  # fmt: skip
    return {field: interval[field] for field in told}


def _still_open(opened: Row | None) -> list[dict[str, Any]]:
    if opened is None:
        return []
    return [
        {
            "attendance_id": opened["attendance_id"],
            "check_in_at": opened["at"],
            "checked_in_by": opened["by"],
            "check_out_at": None,
            "checked_out_by": None,
            "void": False,
            "revision": 0,
        }
    ]


def cells(
    row: Row, whole_phone: bool, teams: Mapping[str, str], language: str, zone: tzinfo
) -> Sequence[object]:
    """A roster line for a table, in the order of COLUMNS; times as the clock on the wall."""
    intervals, at = counted(row), 0 if language == "zh" else 1
    ends = [interval["check_out_at"] for interval in intervals]

    def told(moment: datetime | None) -> str:
        return spoken(moment, zone) if moment else ""

    return (
        row["number"],
        row["name"],
        phone_as_shown(row["phone"], whole_phone) or "",
        "、".join(teams.get(team_id, "") for team_id in row["team_ids"]),
        row["activity_title"],
        told(row["start"]),
        told(row["end"]),
        row["role"],
        STATUS_WORDS[row["status"]][at],
        told(row.get("first_in_at")),
        told(max(ends, default=None)),
        minutes_present(row),
        "、".join(MARK_WORDS.get(mark, (mark, mark))[at] for mark in row["marks"]),
    )
