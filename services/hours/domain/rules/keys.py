"""Which values of a rule make sense, and what is said about those that don't."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from services.hours.domain.rules.refusals import RuleInvalid, RulesEmpty, RuleUnknown
from services.hours.domain.rules.values import DAY, DOWN, NEAREST

_LARGEST_PURSE = 100_000 * 60
WHOLE: Mapping[str, tuple[int, int]] = {
    "grace_before": (0, DAY),
    "grace_after": (0, DAY),
    "step": (1, 60),
    "minimum_share": (0, 100),
    "break_after": (0, DAY),
    "break_minutes": (0, DAY),
    "day_limit": (1, DAY),
    "day_limit_parent": (1, DAY),
    "travel_minutes": (0, 600),
    "notice_days": (0, 60),
    "cap_minutes": (0, _LARGEST_PURSE),
    "redeem_from": (0, _LARGEST_PURSE),
    "expire_months": (0, 240),
    "recording_days": (1, 365),
}
"""Whole numbers, from and to, both within; minutes unless the name says otherwise."""
CHOICES: Mapping[str, tuple[object, ...]] = {
    "rounding": (DOWN, NEAREST),
    "stars_on_application": (False, True),
    "back_entry_allowed": (False, True),
}
_MOST_STARS, _MOST_WEIGHTS, _LONGEST_KIND, _LARGEST_WEIGHT = 20, 100, 50, 1_000


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is set, ready to be kept; None takes an own value off.

    Raises RulesEmpty, RuleUnknown, RuleInvalid; ``field`` is "values.<key>".
    """
    if not values:
        raise RulesEmpty(field="values")
    found = {key: _checked(key, value) for key, value in values.items()}
    low, high = found.get("day_limit"), found.get("day_limit_parent")
    if low and high and low > high:
        raise RuleInvalid(
            field="values.day_limit_parent",
            wanted_zh="不小于 day_limit",
            wanted="day_limit or more",
        )
    return found


def _checked(key: str, value: Any) -> Any:
    field = f"values.{key}"
    if value is None and (key in WHOLE or key in CHOICES or key in ("stars", "weights")):
        return None
    if key in WHOLE:
        low, high = WHOLE[key]
        if not _whole(value, low, high):
            wanted = f"{low:,}–{high:,}"
            raise RuleInvalid(
                field=field, wanted_zh=f"整数 {wanted}", wanted=f"a whole number, {wanted}"
            )
    elif key in CHOICES:
        # 1 == True in Python; here it is no answer to a yes-or-no question.
        if not any(type(value) is type(one) and value == one for one in CHOICES[key]):
            names = ", ".join(str(one).lower() for one in CHOICES[key])
            raise RuleInvalid(field=field, wanted_zh=f"以下之一：{names}", wanted=f"one of {names}")
    elif key == "stars":
        return _stars(value)
    elif key == "weights":
        return _weights(value)
    else:
        raise RuleUnknown(field=field[:100], key=key[:50])
    return value


def _stars(value: Any) -> list[int]:
    """Thresholds in minutes, rising."""
    good = (
        isinstance(value, list | tuple)
        and 1 <= len(value) <= _MOST_STARS
        and all(_whole(one, 1, _LARGEST_PURSE) for one in value)
        and all(low < high for low, high in pairwise(value))
    )
    if not good:
        raise RuleInvalid(
            field="values.stars",
            wanted_zh="从低到高的整数分钟，如 [6000, 18000]",
            wanted="whole minutes, rising, as in [6000, 18000]",
        )
    return list(value)


def _weights(value: Any) -> dict[str, int]:
    """Per cent by kind of activity."""
    good = (
        isinstance(value, Mapping)
        and len(value) <= _MOST_WEIGHTS
        and all(isinstance(kind, str) and 1 <= len(kind) <= _LONGEST_KIND for kind in value)
        and not any("." in kind or "$" in kind for kind in value)
        and all(_whole(one, 0, _LARGEST_WEIGHT) for one in value.values())
    )
    if not good:
        raise RuleInvalid(
            field="values.weights",
            wanted_zh='活动类别与百分比（0–1,000 的整数），如 {"elderly": 150}',
            wanted='whole per cent, 0–1,000, by kind of activity, as in {"elderly": 150}',
        )
    return dict(value)


def _whole(value: Any, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
