"""What each rule means, in plain words: for whoever sets it and for whoever is counted by it."""

from typing import Any, NamedTuple

from shared.pages import Both, t
from shared.pages.words import minutes as said

MINUTES, HOURS, PERCENT, DAYS, MONTHS, YES, ROUNDING, STARS, WEIGHTS = (
    "minutes", "hours", "percent", "days", "months", "yes", "rounding", "stars", "weights",
)  # fmt: skip
_UNITS = {
    PERCENT: Both("%", "%"),
    DAYS: Both("个工作日", "working days"),
    MONTHS: Both("个月", "months"),
}
_ROUNDING = {"down": Both("向下取整", "down"), "nearest": Both("就近取整", "to the nearest")}


class Words(NamedTuple):
    """``unit``: how its value is typed and shown."""

    unit: str
    name: Both
    meaning: Both


RULES: dict[str, Words] = {
    "grace_before": Words(
        MINUTES,
        Both("班次前可计时", "Counts before the shift"),
        Both("提前到场做准备的人，班次开始前这么久起计时。",
             "Whoever comes early to prepare is counted from so long before the shift."),
    ),
    "grace_after": Words(
        MINUTES,
        Both("班次后可计时", "Counts after the shift"),
        Both("班次结束后仍在收尾的人，最多再计这么久。",
             "Whoever stays to tidy up is counted for so long after the shift."),
    ),
    "step": Words(
        MINUTES,
        Both("计时单位", "Step"),
        Both("每次服务的时长取这个分钟数的整数倍；1 表示不取整。",
             "The minutes of a service are a multiple of this; 1: each minute."),
    ),
    "rounding": Words(
        ROUNDING,
        Both("取整方式", "Rounding"),
        Both("不足一个计时单位时，向下取整还是就近取整。",
             "What becomes of a part of a step: cut off, or rounded to the nearest."),
    ),
    "minimum_share": Words(
        PERCENT,
        Both("最低到场比例", "Least share of the shift"),
        Both("在场不足班次的这个比例，本次不计时；0 表示不要求。",
             "Whoever is there for less of the shift earns nothing; 0: everybody does."),
    ),
    "break_after": Words(
        MINUTES,
        Both("连续服务多久要休息", "A break after"),
        Both("连续服务超过这个时长，扣除一次休息。",
             "Whoever serves longer than this at a stretch has one break taken off."),
    ),
    "break_minutes": Words(
        MINUTES,
        Both("休息时长", "Length of the break"),
        Both("扣除的休息时长；0 表示不扣。", "How long that break is; 0: none is taken off."),
    ),
    "travel_minutes": Words(
        MINUTES,
        Both("路途时间", "For the way"),
        Both("每次服务另加的路途分钟数；0 表示路途不计时。",
             "Minutes added to each service for the way; 0: the way does not count."),
    ),
    "day_limit": Words(
        MINUTES,
        Both("每日上限", "Limit of a day"),
        Both("一人一天超过这个时长的部分，须经上级组织批准。",
             "What is more than this of one day waits for the organisation above."),
    ),
    "day_limit_parent": Words(
        MINUTES,
        Both("上级可批准到", "The level above may approve"),
        Both("上级组织最多可批准到这个时长，更多的还须再上一级批准。",
             "More than this of one day needs the level above that as well."),
    ),
    "notice_days": Words(
        DAYS,
        Both("公示期", "Public notice"),
        Both("时长公示这么多个工作日，期满无异议后计入时间币；0 表示不公示。",
             "Hours stand in public notice for so long before they earn currency; 0: not at all."),
    ),
    "recording_days": Words(
        DAYS,
        Both("记录期限", "To be recorded within"),
        Both("活动结束后须在这么多个工作日内记录完毕（民政部令第67号第十一条）。",
             "Service is recorded within so many working days (order 67, article 11)."),
    ),
    "back_entry_allowed": Words(
        YES,
        Both("允许补录", "Back-entries"),
        Both("未能签到的人可由负责人补录，须有证明并由另一人批准。",
             "Hours may be entered afterwards, with a proof and a second person."),
    ),
    "weights": Words(
        WEIGHTS,
        Both("时间币系数", "Weights of the currency"),
        Both("某类活动每分钟折合多少时间币（百分比）；未列的为 100%。服务时长不受影响。",
             "What a minute of a kind of activity earns in currency, in per cent; others 100. "
             "The service record is the same."),
    ),
    "cap_minutes": Words(
        HOURS,
        Both("时间币上限", "Most in a purse"),
        Both("个人时间币最多存这么多，超出部分捐入组织公益池；0 表示不设上限。",
             "A purse holds so much; what it earns above is donated; 0: no limit."),
    ),
    "redeem_from": Words(
        HOURS,
        Both("可兑换起点", "May redeem from"),
        Both("累计服务满这么多小时后才能兑换。", "So much service is given before redeeming."),
    ),
    "expire_months": Words(
        MONTHS,
        Both("时间币有效期", "Currency lasts"),
        Both("时间币自入账起这么多个月后失效；0 表示长期有效。",
             "Currency is worth something for so many months; 0: for ever."),
    ),
    "stars": Words(
        STARS,
        Both("星级标准", "Stars at"),
        Both("从一星起，每级所需的累计服务小时数。",
             "The hours of service each star asks for, from the first one up."),
    ),
    "stars_on_application": Words(
        YES,
        Both("星级须申请", "Stars on application"),
        Both("达到标准后由本人申请、组织审核；否则自动授予。",
             "She applies when she has served enough; otherwise a star comes by itself."),
    ),
}  # fmt: skip


def shown(key: str, value: Any) -> str:
    """The value as people read it."""
    unit = RULES[key].unit
    if unit == YES:
        return t("是", "yes") if value else t("否", "no")
    if unit == ROUNDING:
        return str(_ROUNDING[value])
    if unit == STARS:
        return t("、", ", ").join(f"{one // 60:,}" for one in value) + t(" 小时", " h")
    if unit == WEIGHTS:
        pairs = [f"{kind} {share} %" for kind, share in sorted(value.items())]
        return t("、", ", ").join(pairs) or t("全部 100 %", "all 100 %")
    if unit in (MINUTES, HOURS):
        return said(value)
    return f"{value} {_UNITS[unit]}"
