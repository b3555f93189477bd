"""Words of the office's pages for what the hour bank calls by names."""

from shared.pages import Both

STATES = {
    "filed": Both("待处理", "Waiting"),
    "checked": Both("已核查，待决定", "Checked, to be decided"),
    "approved": Both("已批准", "Approved"),
    "accepted": Both("已采纳", "Accepted"),
    "declined": Both("未通过", "Declined"),
    "withdrawn": Both("已撤回", "Withdrawn"),
    "open": Both("待处理", "Waiting"),
    "upheld": Both("异议成立", "Upheld"),
    "dismissed": Both("不成立", "Dismissed"),
    "frozen": Both("已冻结", "Frozen"),
    "asked": Both("待处理", "Waiting"),
    "granted": Both("已授予", "Granted"),
    "reserved": Both("待领取", "To be fetched"),
    "handed_over": Both("已领取", "Handed over"),
    "given_back": Both("已退回", "Given back"),
}

WAITING = {
    "approvals": Both("超出每日上限，待批准", "Long days to approve"),
    "objections": Both("公示异议，待决定", "Objections to decide"),
    "back_entries": Both("补录，待批准", "Back-entries to approve"),
    "checks": Both("更正申请，待核查", "Corrections to check"),
    "corrections": Both("更正申请，待决定", "Corrections to decide"),
    "stars": Both("星级申请，待决定", "Star applications to decide"),
    "transfers": Both("转入申请，待决定", "Transfers to decide"),
    "findings": Both("异常线索，待查看", "Findings to look at"),
    "rules": Both("新规则，待第二人确认", "Rules for a second person to confirm"),
}
HREFS = {
    "approvals": "/office/approvals",
    "objections": "/office/objections",
    "back_entries": "/office/back-entries",
    "checks": "/office/corrections?state=filed",
    "corrections": "/office/corrections?state=checked",
    "stars": "/office/hours/stars",
    "transfers": "/office/transfers",
    "findings": "/office/findings",
    "rules": "/office/rules/waiting",
}

DUTIES = {
    "close_activity": Both("关闭活动", "Close the activity"),
    "approve_back_entry": Both("批准补录", "Approve the back-entry"),
    "check_correction": Both("核查更正申请", "Check the correction"),
    "decide_correction": Both("决定更正申请", "Decide the correction"),
    "approve_long_day": Both("批准超时", "Approve the long day"),
    "decide_objection": Both("决定异议", "Decide the objection"),
}

FINDINGS = {
    "many_back_entries": Both("一次补录多人", "Many back-entries at once"),
    "nobody_came": Both("无人签到，全部补录", "Nobody checked in"),
    "at_night": Both("夜间服务", "Hours at night"),
    "friends": Both("时长集中于少数人", "One organiser's few people"),
    "shared_device": Both("一部手机多人签到", "One phone for many people"),
    "too_far_apart": Both("两地相距过远", "Two places too far apart"),
    "outside_place": Both("签到在活动范围之外", "Check-ins outside the place"),
    "often_outside": Both("同一人多次在范围之外", "One person often outside"),
}

RECORDS = {
    "honours": Both("荣誉", "Honours"),
    "trainings": Both("培训", "Trainings"),
    "evaluations": Both("服务评价", "Evaluations"),
}
EVALUATED_BY = {
    "organiser": Both("组织者评价", "By the organiser"),
    "served": Both("服务对象评价", "By those served"),
}
TRIALS = {
    "counting": Both("正在试算", "Being counted"),
    "counted": Both("已算完", "Counted"),
    "applying": Both("正在应用", "Being applied"),
    "applied": Both("已应用", "Applied"),
}
