"""What an import may bring: the columns a service takes, and how a cell's text becomes a value."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shared.refusal import Invalid

Parse = Callable[[str, Sequence[str]], Any]
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
_MOST = 100_000
_YES, _NO = ("yes", "y", "true", "1", "是", "有", "同意"), ("no", "n", "false", "0", "否", "无")


class CellMissing(Invalid):
    zh, en = "此列必填。", "This is required."


class CellUnreadable(Invalid):
    zh, en = "无法识别，应为{zh}。", "This cannot be read; expected is {en}."


class CellShortened(Invalid):
    zh = "表格软件把号码变成了科学计数，末几位已丢失：请把该列设为“文本”并重新填写。"
    en = "A spreadsheet shortened this number and lost digits: make the column text, type it again."


class CellTooLong(Invalid):
    zh, en = "最多{most}个字。", "At most {most} characters."


def whole_text(text: str) -> str:
    if re.fullmatch(r"\d(\.\d+)?E\+?\d{2}", text, re.IGNORECASE):
        raise CellShortened
    return text


def up_to(most: int) -> Parse:
    """Text of at most so many characters."""

    def parse(text: str, _formats: Sequence[str]) -> str:
        if len(text) > most:
            raise CellTooLong(most=most)
        return whole_text(text)

    return parse


@dataclass(frozen=True)
class Column:
    """One column a service takes.

    ``choices`` maps each allowed value to its (Chinese, English) label; a cell may hold any of the
    three. ``secret`` values are masked in error sheets. ``listed`` is False for what only a
    mapping file may set.
    """

    name: str
    zh: str
    en: str
    zh_help: str
    en_help: str
    parse: Parse = field(default=up_to(200))
    required: bool = False
    secret: bool = False
    listed: bool = True
    example: str = ""
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def value(self, text: str, dates: Sequence[str]) -> Any:
        """The value of a cell, None for an empty one. Raises the refusals above."""
        plain = unicodedata.normalize("NFKC", text).strip()
        text = "".join(sign for sign in plain if sign >= " " or sign in "\n\t")
        if not text:
            if self.required:
                raise CellMissing(field=self.name)
            return None
        try:
            return self._choice(text) if self.choices else self.parse(text, dates)
        except Invalid as no:
            no.field = self.name
            raise

    def _choice(self, text: str) -> str:
        for value, labels in self.choices.items():
            if text.casefold() in (value.casefold(), *(label.casefold() for label in labels)):
                return value
        zh, en = ("/".join(label[n] for label in self.choices.values()) for n in (0, 1))
        raise CellUnreadable(zh=zh, en=en)


def a_date(text: str, formats: Sequence[str]) -> date:
    """A day by the mapping's formats (``strptime``), else in the usual spellings, year first."""
    for pattern in (*formats, *_DATES):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise CellUnreadable(zh="日期，如 2026-03-01", en="a date such as 2026-03-01")


def a_number(text: str, _formats: Sequence[str] = ()) -> float:
    number = _number(text)
    if not math.isfinite(number):
        raise CellUnreadable(zh="数字", en="a number")
    return number


def a_count(text: str, _formats: Sequence[str] = ()) -> int:
    number = _number(text)
    if not 0 <= number <= _MOST or not number.is_integer():
        raise CellUnreadable(zh="非负整数", en="a whole number, 0 or more")
    return int(number)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def words(text: str, _formats: Sequence[str] = ()) -> list[str]:
    """A list in one cell: "急救、手语; driving"."""
    return [word for part in re.split(r"[,;、|\n]", text) if (word := whole_text(part.strip()))]


def yes_or_no(text: str, _formats: Sequence[str] = ()) -> bool:
    if text.casefold() not in _YES + _NO:
        raise CellUnreadable(zh="是/否", en="yes/no")
    return text.casefold() in _YES
