"""From what somebody types about rules to their values, and back."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from services.hours.pages.office.rule_words import HOURS, ROUNDING, RULES, STARS, WEIGHTS, YES

_PAIR = re.compile(r"\s*(.+?)\s*[=:：＝\s]\s*(\d{1,6})\s*%?\s*")


def typed_values(typed: Mapping[str, str], keys: Iterable[str]) -> dict[str, Any]:
    """The rules somebody set: ``values.<key>`` filled in, or ``inherit.<key>`` ticked, which is
    None: what is above holds again. What makes no sense stays as it was typed, to be refused."""
    found: dict[str, Any] = {}
    for key in keys:
        text = typed.get(f"values.{key}", "").strip()
        if f"inherit.{key}" in typed:
            found[key] = None
        elif text:
            found[key] = _value(RULES[key].unit, text)
    return found


def as_typed(key: str, value: Any) -> str:
    """A value as somebody would type it."""
    unit = RULES[key].unit
    if unit == YES:
        return "yes" if value else "no"
    if unit == HOURS:
        return str(value // 60)
    if unit == STARS:
        return ", ".join(str(one // 60) for one in value)
    if unit == WEIGHTS:
        return "\n".join(f"{kind} = {share}" for kind, share in sorted(value.items()))
    return str(value)


def _value(unit: str, text: str) -> Any:
    if unit == YES:
        return {"yes": True, "no": False}.get(text, text)
    if unit == ROUNDING:
        return text
    if unit == STARS:
        parts = [one for one in re.split(r"[\s,，、;；]+", text) if one]
        return [_whole(one, 60) for one in parts]
    if unit == WEIGHTS:
        return _weights(text)
    return _whole(text, 60 if unit == HOURS else 1)


def _whole(text: str, times: int) -> Any:
    return int(text) * times if text.isascii() and text.isdigit() and len(text) <= 9 else text


def _weights(text: str) -> Any:
    """A line for each kind of activity, as in ``elderly = 150``; the text where one is not so."""
    found = {}
    for line in filter(str.strip, text.splitlines()):
        # Of thousands of blanks in a row the pattern would try every division.
        pair = _PAIR.fullmatch(" ".join(line.split()))
        if pair is None:
            return text
        found[pair[1]] = int(pair[2])
    return found
