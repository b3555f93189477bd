"""What a volunteer is told of the shop, of honours and of stars; as ``words.WORDS``."""

from services.notifications.domain.wording import Words

REWARD_WORDS: dict[str, dict[str, Words]] = {
    "offer_reserved": {
        "zh": Words(
            "兑换成功：{title}",
            "您用{hours}时间币兑换了「{title}」。请在{last_day}前（含当日）到{place}领取，"
            "出示兑换码 {code}；逾期未领将自动退回。",
        ),
        "en": Words(
            "Reserved for you: {title}",
            "You paid {hours} of time currency for “{title}”. Please fetch it at {place} by "
            "{last_day} and show the code {code}; what is not fetched is given back by itself.",
        ),
    },
    "offer_fetched": {
        "zh": Words("已领取：{title}", "您兑换的「{title}」已在{place}领取。"),
        "en": Words("Handed over: {title}", "“{title}” was handed over to you at {place}."),
    },
    "offer_returned": {
        "zh": Words(
            "兑换已退回：{title}",
            "您兑换的「{title}」已退回，{hours}已回到您的时间币账户。{because}",
        ),
        "en": Words(
            "Given back: {title}",
            "“{title}” was given back: {hours} are in your purse again.{because}",
        ),
    },
    "honour_awarded": {
        "zh": Words("恭喜您获得荣誉：{title}", "{unit}于{date}授予您「{title}」。感谢您的付出！"),
        "en": Words("An honour: {title}", "{unit} gave you “{title}” on {date}. Thank you!"),
    },
    "honour_revoked": {
        "zh": Words(
            "荣誉记录已撤销：{title}", "您的荣誉记录「{title}」（{date}）已撤销。{because}"
        ),
        "en": Words(
            "Honour taken back: {title}",
            "The record of your honour “{title}” of {date} was taken back.{because}",
        ),
    },
    "star_declined": {
        "zh": Words("{star}星级申请未通过", "您申请的{star}星级志愿者未通过审核。{because}"),
        "en": Words("Star {star} was not given", "You applied for star {star}.{because}"),
    },
}
