"""What a volunteer is told, by fact: one small table of titles and bodies in both languages.

The key is the fact's name on the bus without its publisher; it is also the message's ``kind``.
The names in braces are the facts that ``domain/messages.py`` fills in.
"""

from services.notifications.domain.account_words import ACCOUNT_WORDS
from services.notifications.domain.decision_words import DECISION_WORDS
from services.notifications.domain.reward_words import REWARD_WORDS
from services.notifications.domain.wording import Words

WORDS: dict[str, dict[str, Words]] = {
    **ACCOUNT_WORDS,
    **DECISION_WORDS,
    **REWARD_WORDS,
    "sign_up_received": {
        "zh": Words(
            "报名已收到：{activity}",
            "您报名了「{activity}」的{role}，{when}，地点：{address}。由负责人录取，结果会通知您。",
        ),
        "en": Words(
            "Application received: {activity}",
            "You applied as {role} for “{activity}”, {when}, at {address}. "
            "The organiser chooses; we will tell you the result.",
        ),
    },
    "sign_up_accepted": {
        "zh": Words(
            "报名成功：{activity}",
            "您已被录取为「{activity}」的{role}。时间：{when}；地点：{address}。"
            "如不能参加，请尽早退出报名。",
        ),
        "en": Words(
            "You have a place: {activity}",
            "You have a place as {role} in “{activity}”, {when}, at {address}. "
            "If you cannot come, please give it back early.",
        ),
    },
    "sign_up_waitlisted": {
        "zh": Words(
            "已进入候补：{activity}",
            "「{activity}」的{role}（{when}）名额已满，您是候补第{position}位。有空位时会自动递补并通知您。",
        ),
        "en": Words(
            "On the waitlist: {activity}",
            "“{activity}” has no free place for {role} ({when}). You are number {position} on the "
            "waitlist; when a place comes free you move up by yourself and we tell you.",
        ),
    },
    "sign_up_moved_up": {
        "zh": Words(
            "候补成功：{activity}",
            "有空位了，您已递补为「{activity}」的{role}。时间：{when}；地点：{address}。"
            "如不能参加，请尽早退出报名。",
        ),
        "en": Words(
            "You moved up: {activity}",
            "A place came free: you are now {role} in “{activity}”, {when}, at {address}. "
            "If you cannot come, please give it back early.",
        ),
    },
    "sign_up_declined": {
        "zh": Words(
            "未被录取：{activity}",
            "很抱歉，您报名的「{activity}」的{role}（{when}）未被录取。{because}",
        ),
        "en": Words(
            "Not chosen: {activity}",
            "We are sorry: you were not chosen as {role} for “{activity}” ({when}).{because}",
        ),
    },
    "sign_up_withdrawn": {
        "zh": Words(
            "已退出报名：{activity}",
            "您已退出「{activity}」的{role}（{when}）。感谢您提前告知。",
        ),
        "en": Words(
            "Sign-up withdrawn: {activity}",
            "You gave back your place as {role} in “{activity}” ({when}). Thank you for saying so.",
        ),
    },
    "sign_up_rescheduled": {
        "zh": Words(
            "活动有变更：{activity}",
            "您报名的「{activity}」有变更：{changes}。现在是：{role}，{when}，地点：{address}。"
            "如不能参加，请尽早退出报名。",
        ),
        "en": Words(
            "Changed: {activity}",
            "“{activity}” has changed: {changes}. It is now: {role}, {when}, at {address}. "
            "If you cannot come, please give your place back early.",
        ),
    },
    "sign_up_cancelled": {
        "zh": Words(
            "活动取消：{activity}",
            "您报名的「{activity}」（{when}）已取消。{because}",
        ),
        "en": Words(
            "Cancelled: {activity}",
            "“{activity}” ({when}) has been cancelled.{because}",
        ),
    },
    "no_show_marked": {
        "zh": Words(
            "未签到：{activity}",
            "您报名的「{activity}」（{when}）没有签到记录，已记为缺席。如有误，请联系活动负责人更正。",
        ),
        "en": Words(
            "Marked absent: {activity}",
            "There is no check-in of yours for “{activity}” ({when}), so you were marked absent. "
            "If that is wrong, please ask the organiser to correct it.",
        ),
    },
    "message_sent": {
        "zh": Words(
            "负责人留言：{activity}",
            "「{activity}」（{when}）的负责人{sender}：\n{message}",
        ),
        "en": Words(
            "From the organiser: {activity}",
            "{sender}, organiser of “{activity}” ({when}):\n{message}",
        ),
    },
    "hours_credited": {
        "zh": Words(
            "爱心计时 {hours}：{activity}",
            "「{activity}」（{when}）已记入您的爱心计时：{hours}。{explanation}",
        ),
        "en": Words(
            "{hours} credited: {activity}",
            "For “{activity}” ({when}), your hours grew by {hours}. {explanation}",
        ),
    },
    "hours_corrected": {
        "zh": Words(
            "爱心计时更正：{activity}",
            "「{activity}」（{when}）的爱心计时由{before}更正为{hours}。{because}{explanation}",
        ),
        "en": Words(
            "Hours corrected: {activity}",
            "Your hours for “{activity}” ({when}) were corrected from {before} to {hours}."
            "{because} {explanation}",
        ),
    },
    "star_reached": {
        "zh": Words(
            "恭喜您成为{star}星级志愿者",
            "您的爱心计时累计{hours}，达到{star}星级志愿者标准。感谢您的付出！",
        ),
        "en": Words(
            "You reached star {star}",
            "Your hours have come to {hours}: you are now a volunteer of star {star}. Thank you!",
        ),
    },
    "certificate_superseded": {
        "zh": Words(
            "证明已失效：{certificate}",
            "您于{issued}开具的志愿服务记录证明（编号 {certificate}，{period}）所依据的时长已更正，"
            "该证明不再有效，您可以随时免费重新开具。{because}",
        ),
        "en": Words(
            "Certificate no longer valid: {certificate}",
            "Hours that your certificate {certificate} of {issued} ({period}) rests on were "
            "corrected, so it is no longer valid. You can make a new one at any time, free of "
            "charge.{because}",
        ),
    },
    "certificate_revoked": {
        "zh": Words(
            "证明已被撤销：{certificate}",
            "您于{issued}开具的志愿服务记录证明（编号 {certificate}，{period}）"
            "已被{issuer}撤销。{because}",
        ),
        "en": Words(
            "Certificate revoked: {certificate}",
            "{issuer} revoked your certificate {certificate} of {issued} ({period}).{because}",
        ),
    },
}

KINDS = tuple(WORDS)
