"""Lengths, days and clock times as a certificate writes them, in its language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from services.hours.domain.times import local, minute_of

LANGUAGES = ("zh", "en")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SEXES = {"female": {"zh": "女", "en": "female"}, "male": {"zh": "男", "en": "male"}}


def length(minutes: int, language: str) -> str:
    """Whole minutes as hours and minutes: 2 小时 28 分钟, 2 h 28 min. No rounding anywhere."""
    hours, rest = divmod(minutes, 60)
    units = (" 小时", " 分钟") if language == "zh" else (" h", " min")
    parts = [f"{n}{unit}" for n, unit in zip((hours, rest), units, strict=True) if n]
    return " ".join(parts) or f"0{units[1]}"


def day(iso: str, language: str) -> str:
    """ "2026-05-03" as 2026年5月3日 or 3 May 2026."""
    found = date.fromisoformat(iso)
    if language == "zh":
        return f"{found.year}年{found.month}月{found.day}日"
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def clock_times(spans: Iterable[Sequence[datetime]], zone: tzinfo, language: str) -> list[str]:
    """Each as 09:02–11:30; an end on a later day says so."""
    return [_span(start, end, zone, language) for start, end in spans]


def sex(value: str | None, language: str) -> str | None:
    """The sex in words; None where it is not known or not to be shown."""
    return _SEXES[value][language] if value in _SEXES else None


def _span(start: datetime, end: datetime, zone: tzinfo, language: str) -> str:
    first, came = local(minute_of(start), zone)
    last, left = local(minute_of(end), zone)
    if last == first:
        return f"{came}–{left}"
    return f"{came}–次日{left}" if language == "zh" else f"{came}–{left} (next day)"
