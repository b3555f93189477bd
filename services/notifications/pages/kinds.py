"""What each kind of news is called, what it belongs to, and where one goes from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.pages import Both


@dataclass(frozen=True, slots=True)
class Kind:
    """``href`` may name ids the message is about, in braces; ``label`` says where it leads."""

    name: Both
    href: str
    label: Both


_ACTIVITY = ("/activities/{activity_id}", Both("查看活动", "Open the activity"))
_SHIFT = ("/my/shifts/{sign_up_id}", Both("查看我的班次", "Open my shift"))
_HOURS = ("/hours", Both("查看我的时间", "Open my hours"))
_CORRECTIONS = ("/my/corrections", Both("查看我的更正申请", "Open my requests"))
_TO_CHECK = ("/office/corrections", Both("查看更正申请", "Open the requests"))
_OWN = ("/organise", Both("查看我组织的活动", "Open what I organise"))
_TRANSFERS = ("/my/transfers", Both("查看我的转移", "Open my transfers"))
_SHOP = ("/shop", Both("查看兑换", "Open the shop"))
_STARS = ("/stars", Both("查看我的星级", "Open my stars"))
_HONOURS = ("/honours", Both("查看荣誉", "Open the honours"))
_ME = ("/me", Both("查看我的资料", "Open my record"))
_PAPERS = ("/my/certificates", Both("查看我的证明", "Open my certificates"))


def _kind(zh: str, en: str, way: tuple[str, Both]) -> Kind:
    return Kind(Both(zh, en), *way)


SUBJECTS: Mapping[str, tuple[Both, Mapping[str, Kind]]] = {
    "sign_ups": (
        Both("报名和班次", "Sign-ups and shifts"),
        {
            "sign_up_received": _kind("报名已收到", "Application received", _SHIFT),
            "sign_up_accepted": _kind("报名成功", "You have a place", _SHIFT),
            "sign_up_declined": _kind("未被录取", "Not chosen", _ACTIVITY),
            "sign_up_waitlisted": _kind("进入候补", "On the waitlist", _SHIFT),
            "sign_up_moved_up": _kind("候补成功", "Moved up from the waitlist", _SHIFT),
            "sign_up_withdrawn": _kind("已退出报名", "Place given back", _ACTIVITY),
            "sign_up_rescheduled": _kind("活动有变更", "The activity has changed", _ACTIVITY),
            "sign_up_cancelled": _kind("活动取消", "The activity is cancelled", _ACTIVITY),
            "message_sent": _kind("负责人留言", "Words from the organiser", _ACTIVITY),
            "no_show_marked": _kind("未签到", "Marked absent", _SHIFT),
        },
    ),
    "hours": (
        Both("时间和时间币", "Hours and time currency"),
        {
            "hours_credited": _kind("时间已记入", "Hours credited", _HOURS),
            "hours_corrected": _kind("时间已更正", "Hours corrected", _HOURS),
            "credit_held": _kind("公示期内有异议", "Objection during public notice", _HOURS),
            "held_credit_decided": _kind("异议已处理", "Objection to your hours decided", _HOURS),
            "objection_decided": _kind("我的异议已处理", "Your objection decided", _HOURS),
            "back_entry_declined": _kind("补录未通过", "Back-entry declined", _ACTIVITY),
            "minutes_received": _kind("收到时间币", "Time currency received", _HOURS),
            "purse_frozen": _kind("时间币冻结", "Time currency frozen", _HOURS),
            "purse_unfrozen": _kind("时间币解冻", "Time currency free again", _HOURS),
            "transfer_decided": _kind("记录转移结果", "Transfer decided", _TRANSFERS),
        },
    ),
    "corrections": (
        Both("更正申请", "Requests to correct"),
        {
            "correction_filed": _kind("申请已收到", "Request received", _CORRECTIONS),
            "correction_checked": _kind("申请已核实", "Request checked", _CORRECTIONS),
            "correction_decided": _kind("申请有结果", "Request decided", _CORRECTIONS),
        },
    ),
    "rewards": (
        Both("星级、荣誉、证明和兑换", "Stars, honours, certificates and the shop"),
        {
            "star_reached": _kind("达到星级", "Star reached", _STARS),
            "star_declined": _kind("星级申请未通过", "Star not given", _STARS),
            "honour_awarded": _kind("获得荣誉", "Honour given", _HONOURS),
            "honour_revoked": _kind("荣誉撤销", "Honour taken back", _HONOURS),
            "certificate_superseded": _kind("证明失效", "Certificate no longer valid", _PAPERS),
            "certificate_revoked": _kind("证明撤销", "Certificate revoked", _PAPERS),
            "offer_reserved": _kind("兑换成功", "Reserved in the shop", _SHOP),
            "offer_fetched": _kind("已领取", "Handed over", _SHOP),
            "offer_returned": _kind("兑换退回", "Given back to the shop", _SHOP),
        },
    ),
    "account": (
        Both("我的账号", "My account"),
        {
            "sign_in_code_issued": _kind("有人开具了登录码", "Sign-in code issued", _ME),
        },
    ),
    "organising": (
        Both("我负责的活动", "Activities I am in charge of"),
        {
            "correction_requested": _kind("请核实更正申请", "A request to check", _TO_CHECK),
            "record_due": _kind("请结束活动", "An activity to close", _OWN),
        },
    ),
}
KINDS: Mapping[str, Kind] = {
    name: kind for _, kinds in SUBJECTS.values() for name, kind in kinds.items()
}


def way_from(kind: str, about: Mapping[str, Any]) -> tuple[str, Both] | None:
    """Address and label of what a message is about; None where there is no page for it."""
    found = KINDS.get(kind)
    try:
        return (found.href.format_map(about), found.label) if found else None
    except KeyError:
        return None
