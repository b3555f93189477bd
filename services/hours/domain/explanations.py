"""Why so many minutes count, in words a volunteer understands.

09:02–11:47 of the shift 09:00–11:30, 148 minutes count
09:00–11:30 的班次，09:02 签到、11:47 签退，计 148 分钟
"""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any, NamedTuple

from services.hours.domain.journals import minutes_of
from services.hours.domain.times import local, minute_of

LANGUAGES = ("zh", "en")
Shown = tuple[date, str]
_NOTES = {
    "void": {"zh": "此考勤已作废：{reason}", "en": "this attendance was taken back: {reason}"},
    "outside": {"zh": "在场时间不在班次内", "en": "it lies outside the shift"},
    "from": {"zh": "自 {start} 起计", "en": "counted from {start}"},
    "until": {"zh": "计至 {end}", "en": "counted until {end}"},
    "overlap": {
        "zh": "另有 {overlap} 分钟已计入较早签到的服务",
        "en": "{overlap} more {counts} for a service that began earlier",
    },
    "short": {
        "zh": "在场不足所要求的 {needed} 分钟，不计时",
        "en": "present for less than the {asked} asked for",
    },
    "rest": {"zh": "扣除休息 {rest} 分钟", "en": "without {resting} of break"},
    "step": {"zh": "按 {step} 分钟向下取整", "en": "cut down to a multiple of {step} minutes"},
    "nearest": {
        "zh": "按 {step} 分钟就近取整",
        "en": "rounded to the nearest multiple of {step} minutes",
    },
    "travel": {"zh": "含路途 {travel} 分钟", "en": "with {travelling} for the way"},
    "held": {
        "zh": "另有 {held} 分钟超出每日 {limit} 分钟的上限，经上级组织批准后计入",
        "en": "{held} more {are} over the limit of {limiting} a day and will count once approved",
    },
    "forgotten": {
        "zh": "未签退，由系统代为签退",
        "en": "the check-out was forgotten and set by the system",
    },
    "moved": {
        "zh": "未签退，由系统按签到时的班次结束时间代为签退",
        "en": "the check-out was forgotten and set to the shift end as of check-in",
    },
    "back": {
        "zh": "由 {filed} 补录，{approved} 批准",
        "en": "entered afterwards by {filed}, approved by {approved}",
    },
    "corrected": {"zh": "更正原因：{reason}", "en": "corrected: {reason}"},
}
_DAYS = {
    "zh": {-1: "前一日 ", 0: "", 1: "次日 "},
    "en": {-1: "the day before ", 0: "", 1: "next day "},
}


class Told(NamedTuple):
    """What an explanation says, before it is put into words; ``clocks`` show day and time."""

    journal: Mapping[str, Any]
    minutes: int
    today: date
    clocks: tuple[Shown, Shown, Shown, Shown, Shown, Shown]
    """Check-in, check-out, start and end of the shift, start and end of what counts."""
    notes: list[str]


def explain(journal: Mapping[str, Any], zone: tzinfo, language: str) -> str:
    """Why a credit is what it is, or what a reversal took back; clock times of ``zone``."""
    if journal["kind"] == "reversal":
        minutes, reason = -minutes_of(journal), journal["reason"]
        if language == "zh":
            return f"撤销 {minutes} 分钟：{reason}"
        return f"{_minutes(minutes)} taken back: {reason}"
    return _say(_look(journal, zone), language)


def explain_in_all(journal: Mapping[str, Any], zone: tzinfo) -> dict[str, str]:
    """The explanation of a credit, or of a reversal, by language."""
    if journal["kind"] == "reversal":
        return {language: explain(journal, zone, language) for language in LANGUAGES}
    told = _look(journal, zone)
    return {language: _say(told, language) for language in LANGUAGES}


def _look(credit: Mapping[str, Any], zone: tzinfo) -> Told:
    window = credit["window"]
    start, end = minute_of(window["start"]), minute_of(window["end"])
    came, left = minute_of(credit["check_in_at"]), minute_of(credit["check_out_at"])
    ends = minute_of(credit["shift_end"])
    clocks = (
        local(came, zone),
        local(left, zone),
        local(minute_of(credit["shift_start"]), zone),
        local(ends, zone),
        local(start, zone),
        local(end, zone),
    )
    minutes = minutes_of(credit)
    notes = _notes(credit, minutes, end - start)
    if start < end and not credit["void"]:
        notes = ["from"] * (start > came) + ["until"] * (end not in (left, ends)) + notes
    return Told(credit, minutes, clocks[0][0], clocks, notes)


def _say(told: Told, language: str) -> str:
    came, left, starts, ends, first, last = _clocks(told, language)
    if language == "zh":
        back = "evidence" in told.journal
        times = f"补录 {came}–{left}" if back else f"{came} 签到、{left} 签退"
        said = f"{starts}–{ends} 的班次，{times}，计 {told.minutes} 分钟"
    else:
        counts = f"{_minutes(told.minutes)} {_count(told.minutes)}"
        said = f"{came}–{left} of the shift {starts}–{ends}, {counts}"
    if not told.notes:
        return said
    journal = told.journal
    facts = {"start": first, "end": last, "overlap": journal["overlap"], **journal["rules"]}
    facts |= {"reason": journal["reason"] or "—", "counts": _count(journal["overlap"])}
    facts["asked"] = _minutes(journal["rules"]["needed"])
    for name in ("rest", "travel", "held", "limit"):
        facts[name] = journal.get(name, 0)
    facts |= {"resting": _minutes(facts["rest"]), "travelling": _minutes(facts["travel"])}
    if evidence := journal.get("evidence"):
        facts |= {"filed": evidence["filed_number"], "approved": evidence["approved_number"]}
    facts["limiting"] = _minutes(facts["limit"])
    facts["are"] = "is" if facts["held"] == 1 else "are"
    notes = (_NOTES[note][language].format_map(facts) for note in told.notes)
    return ("；" if language == "zh" else "; ").join([said, *notes])


def _clocks(told: Told, language: str) -> list[str]:
    """The clock times, each with its day where that is not the day of the check-in."""
    days = _DAYS[language]
    return [
        clock if day == told.today else days.get((day - told.today).days, f"{day:%m-%d} ") + clock
        for day, clock in told.clocks
    ]


def _notes(credit: Mapping[str, Any], minutes: int, inside: int) -> list[str]:
    """Which notes the plain sentence needs; most need none. ``inside``: minutes in the shift."""
    if credit["void"]:
        return ["void"]
    found = [] if inside else ["outside"]
    if credit["overlap"]:
        found.append("overlap")
    if credit["short"]:
        found.append("short")
    else:
        found += _roundings(credit, minutes, inside)
    if credit["checked_out_by"] == "system":
        early = credit["check_out_at"] < credit["shift_end"]
        found.append("moved" if early else "forgotten")
    if "evidence" in credit:
        found.append("back")
    if credit["reason"]:
        found.append("corrected")
    return found


def _roundings(credit: Mapping[str, Any], minutes: int, inside: int) -> list[str]:
    """What made other minutes of those that lie in the shift."""
    rest, travel, held = (credit.get(name, 0) for name in ("rest", "travel", "held"))
    found = ["rest"] if rest else []
    if minutes + held - travel != inside - credit["overlap"] - rest:
        found.append("nearest" if credit["rules"].get("nearest") else "step")
    return found + ["travel"] * bool(travel) + ["held"] * bool(held)


def _minutes(number: int) -> str:
    return f"{number} minute{'' if number == 1 else 's'}"


def _count(number: int) -> str:
    return "counts" if number == 1 else "count"
