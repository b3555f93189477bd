"""Calendar days as people write them."""

import re
import unicodedata
from datetime import date

from shared.refusal import Invalid

_WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_EARLIEST = date(1900, 1, 1)


class NoSuchDay(Invalid):
    """Raised when a text names no day of the calendar since 1900.

    The text is not repeated: people type their identity number into the wrong box.
    """

    zh = "日期不存在或早于1900年，请按 年-月-日 填写，例如 1980-02-01。"
    en = "There is no such day since 1900. Write year-month-day, as 1980-02-01."


class DayInFuture(Invalid):
    """Raised when a birth date has not come yet."""

    zh = "出生日期不能晚于今天。"
    en = "A birth date cannot be later than today."


def read_day(text: str, *, field: str = "birth_date") -> date:
    """The day in "1980-02-01", "1980/2/1", "1980年2月1日" or "19800201", full-width or not."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise NoSuchDay(field=field)
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        read = date(year, month, day)
    except ValueError:
        raise NoSuchDay(field=field) from None
    if read < _EARLIEST:
        raise NoSuchDay(field=field)
    return read


def age_on(birth_date: date, today: date) -> int:
    """Full years. Who was born on 29 February is a year older on 1 March of a common year."""
    had_it = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_it else 1)
