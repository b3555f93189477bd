"""Times, lengths of time and field names as people read them, in each language."""

from datetime import datetime, tzinfo

LANGUAGES = ("zh", "en")
_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The fields of an activity that a change can name, as activities publishes them.
_FIELDS = {
    "title": ("名称", "title"),
    "kind": ("类别", "kind"),
    "description": ("内容", "description"),
    "bodily_risk": ("人身危险", "bodily risk"),
    "insurance": ("保险", "insurance"),
    "bring": ("携带物品", "what to bring"),
    "risks": ("风险提示", "stated risks"),
    "person_in_charge_id": ("负责人", "person in charge"),
    "address": ("地点", "address"),
    "point": ("定位", "point on the map"),
    "shifts": ("场次时间", "times of the shifts"),
    "start": ("开始时间", "start"),
    "end": ("结束时间", "end"),
    "role": ("岗位", "role"),
    "roles": ("岗位", "roles"),
}


def span(start: datetime, end: datetime, language: str, zone: tzinfo) -> str:
    """From when to when, in the zone's own time; the second date only when it is another day."""
    here, there = start.astimezone(zone), end.astimezone(zone)
    until = f"{there:%H:%M}"
    if there.date() != here.date():
        until = _moment(there, language)
    return f"{_moment(here, language)}–{until}"


def _moment(at: datetime, language: str) -> str:
    weekday = _WEEKDAYS[language][at.weekday()]
    if language == "zh":
        return f"{at.year}年{at.month}月{at.day}日（{weekday}）{at:%H:%M}"
    return f"{weekday} {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def days(first: str, last: str, language: str) -> str:
    """From one day to another, both as 2026-05-03."""
    return f"{first} 至 {last}" if language == "zh" else f"{first} to {last}"


def length(minutes: int, language: str) -> str:
    """Whole minutes as hours and minutes; hours are left out when there are none, and so on."""
    hours, rest = divmod(minutes, 60)
    units = ("小时", "分钟") if language == "zh" else (" h", " min")
    words = [f"{n}{unit}" for n, unit in zip((hours, rest), units, strict=True) if n]
    return ("" if language == "zh" else " ").join(words) or f"0{units[1]}"


def field_names(fields: list[str], language: str) -> str:
    """Which fields changed; one nobody has named yet is shown as it is called in the code."""
    words = (_FIELDS.get(name, (name, name))[LANGUAGES.index(language)] for name in fields)
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(words))


_VERDICTS = {
    "upheld": ("异议成立，时长已更正", "upheld: the hours were corrected"),
    "dismissed": ("异议不成立，时长不变", "dismissed: the hours stand"),
    "accepted": ("已采纳", "accepted"),
    "declined": ("未采纳", "declined"),
}


def verdict(word: str, language: str) -> str:
    """How something was decided."""
    return _VERDICTS[word][LANGUAGES.index(language)]


def overdue(late: bool, language: str) -> str:
    """Says that a day has passed, or nothing."""
    if not late:
        return ""
    return "，现已逾期" if language == "zh" else ", which has passed"
