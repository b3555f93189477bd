"""Times as people write them in a list: "09:00-12:00", "9am-1pm", "下午2点至5点"."""

import re
from collections.abc import Mapping, Sequence
from datetime import time

from shared.refusal import Invalid

_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上)?\s*(?<!\d)(?P<hour>\d{1,2})"
    r"(?:[:.点时h](?P<minute>\d{2})?(?::\d{2})?)?\s*(?P<after>[ap]\.?m\b)?",
    re.IGNORECASE,
)


class NoTimes(Invalid):
    """Raised when a text tells no clock time."""

    zh = "无法识别，应为时间，如 09:00-12:00。"
    en = "This cannot be read; expected are times such as 09:00-12:00."


def clock_times(text: str, _formats: Sequence[str] = ()) -> list[time]:
    """All clock times in a text: "09:00-12:00", "9am-1pm", "9 – 11:30 pm", "下午2:00至5点"."""
    found = [match.groupdict() for match in _CLOCK.finditer(text)]
    halves = [(f["after"] or f["before"] or "").lower()[:2] for f in found]
    if len(found) == 2 and found[0]["after"] is None and halves[1][:1] in ("a", "p"):
        earlier = int(found[0]["hour"]) % 12 <= int(found[1]["hour"]) % 12
        halves[0] = halves[1] if earlier else "am"  # "9-11 pm" is one evening, "9-1 pm" is not
    if len(found) == 2 and halves[0] == "下午" and not halves[1]:
        halves[1] = halves[0]
    try:
        times = [_clock(f, half) for f, half in zip(found, halves, strict=True)]
    except ValueError:
        times = []
    if not times:
        raise NoTimes
    return times


def _clock(found: Mapping[str, str], half: str) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half[:1] in ("a", "p"):
        if not 1 <= hour <= 12:
            raise ValueError(half)
        hour = hour % 12 + 12 * (half[0] == "p")
    elif half in ("下午", "晚上") and hour < 12:
        hour += 12
    return time(hour % 24 if (hour, minute) == (24, 0) else hour, minute)
