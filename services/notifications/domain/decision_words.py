"""What a volunteer is told of decisions that people take about hours; as ``words.WORDS``."""

from services.notifications.domain.wording import Words

DECISION_WORDS: dict[str, dict[str, Words]] = {
    "credit_held": {
        "zh": Words(
            "公示期内有异议：{activity}",
            "公示期内有人对您在「{activity}」的{hours}提出了异议，处理结果出来之前暂不确认。{because}"
            "您无需操作，结果会通知您。",
        ),
        "en": Words(
            "Objection during public notice: {activity}",
            "Somebody objected to your {hours} in “{activity}”. They wait until a coordinator has "
            "decided; you need not do anything, we will tell you.{because}",
        ),
    },
    "held_credit_decided": {
        "zh": Words(
            "异议已处理：{activity}",
            "对您在「{activity}」的时长提出的异议已处理：{verdict}。{because}",
        ),
        "en": Words(
            "Objection decided: {activity}",
            "The objection to your hours in “{activity}” was {verdict}.{because}",
        ),
    },
    "objection_decided": {
        "zh": Words(
            "您提出的异议已处理：{activity}",
            "您对「{activity}」公示时长提出的异议已处理：{verdict}。{because}",
        ),
        "en": Words(
            "Your objection was decided: {activity}",
            "Your objection to hours in “{activity}” was {verdict}.{because}",
        ),
    },
    "correction_filed": {
        "zh": Words(
            "更正申请已收到：{activity}",
            "您申请将「{activity}」的服务时间记为{when}。活动组织者会先核实，再由另一位管理人员决定，"
            "每一步都会通知您。",
        ),
        "en": Words(
            "Request received: {activity}",
            "You asked to have your service in “{activity}” recorded as {when}. The organiser "
            "checks it first, then somebody else decides; we tell you at each step.",
        ),
    },
    "correction_requested": {
        "zh": Words(
            "请核实更正申请：{activity}",
            "有志愿者申请将其在「{activity}」的服务时间记为{when}。请核实并写明结果。",
        ),
        "en": Words(
            "Please check a request: {activity}",
            "A volunteer asks to have her service in “{activity}” recorded as {when}. Please check "
            "it and say what you found.",
        ),
    },
    "correction_checked": {
        "zh": Words(
            "更正申请已核实：{activity}",
            "您关于「{activity}」（{when}）的更正申请已由组织者核实：{finding}现等待另一位管理人员决定。",
        ),
        "en": Words(
            "Your request was checked: {activity}",
            "The organiser checked your request about “{activity}” ({when}): {finding} Somebody "
            "else decides now.",
        ),
    },
    "correction_decided": {
        "zh": Words(
            "更正申请{verdict}：{activity}",
            "您关于「{activity}」（{when}）的更正申请已有结果：{verdict}。{because}",
        ),
        "en": Words(
            "Your request was {verdict}: {activity}",
            "Your request to correct your hours in “{activity}” ({when}) was {verdict}.{because}",
        ),
    },
    "back_entry_declined": {
        "zh": Words(
            "补录未通过：{activity}",
            "您为志愿者{number}补录的「{activity}」（{when}）未通过审批，未计入时长。{because}"
            "如有新的证明，可以重新补录。",
        ),
        "en": Words(
            "Back-entry declined: {activity}",
            "What you entered for volunteer {number} in “{activity}” ({when}) was declined; "
            "nothing of it counts.{because} With a better proof you may enter it again.",
        ),
    },
    "minutes_received": {
        "zh": Words(
            "收到时间币{hours}",
            "志愿者{number}转给您{hours}时间币，已到账。{because}",
        ),
        "en": Words(
            "You were given {hours} of time currency",
            "Volunteer {number} transferred {hours} of time currency to you.{because}",
        ),
    },
    "purse_frozen": {
        "zh": Words(
            "您的时间币账户已冻结",
            "您的时间币暂时不能使用，服务时长照常记录。{because}如有疑问，请联系您所在的组织。",
        ),
        "en": Words(
            "Your time currency is frozen",
            "You cannot use your time currency for now; your service goes on being recorded."
            "{because} If you have questions, please turn to your organisation.",
        ),
    },
    "purse_unfrozen": {
        "zh": Words("您的时间币账户已解冻", "您的时间币可以正常使用了。{because}"),
        "en": Words("Your time currency is free", "You can use your time currency again.{because}"),
    },
    "transfer_decided": {
        "zh": Words(
            "服务记录转移：{verdict}",
            "您申请将服务记录转至{organisation}，结果：{verdict}。{because}",
        ),
        "en": Words(
            "Transfer of your record: {verdict}",
            "Your request that {organisation} keeps your service record was {verdict}.{because}",
        ),
    },
    "record_due": {
        "zh": Words(
            "请结束活动：{activity}",
            "「{activity}」已结束，尚未关闭。按规定应在{due}前完成记录{overdue}。"
            "请核对签退并关闭活动。",
        ),
        "en": Words(
            "Please close the activity: {activity}",
            "“{activity}” is over and not closed. Its record is due by {due}{overdue}. Please "
            "check who has no check-out, and close it.",
        ),
    },
}
