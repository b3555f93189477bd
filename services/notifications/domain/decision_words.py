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
}
