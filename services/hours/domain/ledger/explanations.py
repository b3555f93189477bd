"""What a journal of the currency did to a purse, in words its owner understands."""

from collections.abc import Mapping
from typing import Any

_TEXTS = {
    ("earn", True): {
        "zh": "{day} “{title}”公示期满，得 {minutes}",
        "en": "{minutes} earned on {day} by “{title}”: its public notice is over",
    },
    ("earn_reversal", False): {
        "zh": "{day} “{title}”的计时被撤销，扣回 {minutes}",
        "en": "{minutes} taken back: “{title}” on {day} counts no more",
    },
    ("cap", False): {
        "zh": "{day} “{title}”所得超过上限，{minutes}捐入“{other}”公益池",
        "en": "over the cap: {minutes} of “{title}” on {day}, given to the pool of {other}",
    },
    ("donate", False): {"zh": "捐赠 {minutes}给“{other}”", "en": "{minutes} donated to {other}"},
    ("donate", True): {"zh": "“{other}”捐来 {minutes}", "en": "{minutes} donated by {other}"},
    ("transfer", False): {"zh": "转给“{other}”{minutes}", "en": "{minutes} transferred to {other}"},
    ("transfer", True): {"zh": "“{other}”转来 {minutes}", "en": "{minutes} transferred by {other}"},
    ("redeem", False): {"zh": "兑换用去 {minutes}", "en": "{minutes} spent in the shop"},
    ("give_back", True): {
        "zh": "兑换取消，退回 {minutes}",
        "en": "{minutes} given back by the shop",
    },
    ("expire", False): {
        "zh": "{month} 以前所得的 {minutes}已过期",
        "en": "expired: {minutes} that came in before {month}",
    },
}
_OTHERWISE = {
    True: {"zh": "收入 {minutes}", "en": "{minutes} came in"},
    False: {"zh": "支出 {minutes}", "en": "{minutes} went out"},
}


def minutes_in(journal: Mapping[str, Any], purse: str) -> int:
    """What a journal adds to a purse; negative where it draws from it."""
    return sum(line["minutes"] for line in journal["lines"] if line["purse"] == purse)


def others_in(journal: Mapping[str, Any], purse: str) -> list[str]:
    """The purses on the other side."""
    return [line["purse"] for line in journal["lines"] if line["purse"] != purse]


def explain(journal: Mapping[str, Any], purse: str, facts: Mapping[str, str], language: str) -> str:
    """``facts``: ``title`` and ``day`` of the service, ``other``: who is on the other side."""
    minutes = minutes_in(journal, purse)
    texts = _TEXTS.get((journal["kind"], minutes > 0)) or _OTHERWISE[minutes > 0]
    said = texts[language].format_map(
        {"title": "—", "day": "—", "other": "—", "month": journal["refers"], **facts}
        | {"minutes": _minutes(abs(minutes), language)}
    )
    if journal["reason"]:
        said += ("：" if language == "zh" else ": ") + journal["reason"]
    return said


def _minutes(number: int, language: str) -> str:
    if language == "zh":
        return f"{number} 分钟"
    return f"{number} minute{'' if number == 1 else 's'}"
