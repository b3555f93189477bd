"""How activities, shifts and outcomes are called on the organiser's pages."""

from collections.abc import Mapping
from typing import Any

from services.activities.operations.repeat_weekly import Repeated
from services.activities.pages.sign_up_words import state
from shared.pages import Both, t
from shared.web.problems import language

Row = Mapping[str, Any]
STATUS: Mapping[str, tuple[Both, str]] = {
    "draft": (Both("草稿", "Draft"), "secondary"),
    "published": (Both("已发布", "Published"), "success"),
    "ended": (Both("待结项", "To be closed"), "warning"),
    "closed": (Both("已结项", "Closed"), "secondary"),
    "cancelled": (Both("已取消", "Cancelled"), "danger"),
}
SIGN_UPS: Mapping[str, Both] = {
    "applied": Both("待审核", "Applied"),
    "accepted": Both("已录取", "Accepted"),
    "waitlisted": Both("候补", "Waitlist"),
    "declined": Both("未录取", "Declined"),
    "withdrawn": Both("已退出", "Given back"),
    "cancelled": Both("已取消", "Cancelled"),
    "no_show": Both("缺席", "Absent"),
}
MARKS: Mapping[str, Both] = {
    "forgotten_check_out": Both("未签退", "forgot to check out"),
    "walk_in": Both("现场登记", "walk-in"),
    "by_location": Both("定位签到", "checked in by location"),
    "corrected": Both("已更正", "corrected"),
    "accompanied": Both("需陪同", "comes with a grown-up"),
}
__all__ = ["MARKS", "SIGN_UPS", "STATUS", "lines_done", "outcome", "state"]
_WEEKS: Mapping[str, tuple[Both, str]] = {
    "done": (Both("已创建", "Made"), "success"),
    "repeated": (Both("已存在，未重复创建", "Was there already"), "secondary"),
    "refused": (Both("未完成", "Not done"), "danger"),
}


def outcome(one: Repeated) -> dict[str, Any]:
    """{starts_at, text, kind, activity, reason} of one week."""
    words, kind = _WEEKS[one.status]
    if one.status == "done" and one.activity and one.activity["status"] == "published":
        words = STATUS["published"][0]
    reason = one.refusal.text(language()) if one.refusal else ""
    if one.refusal and one.activity:
        reason += t("（已存为草稿）", " (kept as a draft)")
    return {
        "starts_at": one.starts_at,
        "text": words,
        "kind": kind,
        "activity": one.activity,
        "reason": reason,
    }


def lines_done(verb: Both, number: int, refused: list[str]) -> tuple[str, str]:
    """What became of several at once, in both languages; names and reasons as they are."""
    zh, en = f"{verb.zh}{number}人。", f"{number} {verb.en}."
    if refused:
        told = "；".join(refused[:3]) + ("……" if len(refused) > 3 else "")
        zh, en = f"{zh}未完成{len(refused)}人：{told}", f"{en} Not done: {len(refused)}: {told}"
    return zh, en
