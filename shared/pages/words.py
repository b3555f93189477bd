"""Two languages beside each other at the place of use, and times as people write them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app, g

from shared.web.problems import language

_DAYS = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages, for constants; shows itself in the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return t(self.zh, self.en)


def t(zh: str, en: str) -> str:
    """The text in the reader's language."""
    return zh if language() == "zh" else en


def chosen(spoken: str) -> Callable[[str, str], str]:
    """``t`` for a reader whose language is known."""
    return (lambda zh, _: zh) if spoken == "zh" else (lambda _, en: en)


def zone() -> ZoneInfo:
    """The zone in which days and clock times are shown."""
    return ZoneInfo(current_app.extensions["kindhours"].settings.timezone)


def now() -> datetime:
    """The instant the clock of the application shows; the same for all of a page."""
    if "now" not in g:
        g.now = current_app.extensions["kindhours"].clock()
    return cast(datetime, g.now)


def day(at: datetime) -> str:
    """11月22日 周日 · Sun 22 Nov; with the year where it is another one."""
    return on_day(at.astimezone(zone()).date())


def on_day(local: date | str) -> str:
    """A local day, or "2026-11-22", as ``day`` writes it."""
    found = date.fromisoformat(local) if isinstance(local, str) else local
    week = t(*_DAYS[found.weekday()])
    other = found.year != now().astimezone(zone()).year
    year = t(f"{found.year}年", f" {found.year}") if other else ""
    return t(f"{year}{found.month}月{found.day}日 {week}", f"{week} {found.day} {found:%b}{year}")


def clock(at: datetime) -> str:
    """09:02, local."""
    return f"{at.astimezone(zone()):%H:%M}"


def when(at: datetime) -> str:
    """Day and clock time, local."""
    return f"{day(at)} {clock(at)}"


def dial(written: str) -> str:
    """What a phone is to dial of what people wrote: signs that command a phone are left out."""
    return "".join(sign for sign in written if sign in "+0123456789")


def minutes(count: int) -> str:
    """148 minutes as 2小时28分 · 2 h 28 min."""
    hours, rest = divmod(abs(count), 60)
    sign = "-" if count < 0 else ""
    parts = [t(f"{hours:,}小时", f"{hours:,} h")] if hours else []
    if rest or not hours:
        parts.append(t(f"{rest}分钟" if not hours else f"{rest}分", f"{rest} min"))
    return sign + t("", " ").join(parts)
