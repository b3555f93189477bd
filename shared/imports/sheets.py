"""The sheets around an import: a template to fill, and a list of what was wrong."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from shared.imports.columns import Column
from shared.tables import fill_sheet, workbook, write_csv, write_xlsx
from shared.tables.reading import MAX_ROWS

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GUIDE = {
    "zh": ("列", "必填", "填写说明", "可选值", "示例"),
    "en": ("Column", "Required", "What to write", "Choices", "Example"),
}
_TITLES = {"zh": ("数据", "填写说明"), "en": ("Data", "Guide")}
_PROBLEMS = ("行 Row", "列 Column", "内容 Value", "原因", "Reason")


def template(columns: Sequence[Column], language: str, kind: str) -> bytes:
    """The template as ``kind`` "xlsx" (drop-downs and a guide) or "csv" (the titles alone)."""
    place = ("zh", "en").index(language)
    listed = [column for column in columns if column.listed]
    titles = [getattr(c, language) + ("*" if c.required else "") for c in listed]
    if kind == "csv":
        return write_csv(titles, [])
    out = io.BytesIO()
    with workbook(out) as book:
        sheet = fill_sheet(book, _TITLES[language][0], titles, [])
        text = book.add_format({"num_format": "@"})  # else Excel shortens long numbers
        for at, column in enumerate(listed):
            sheet.set_column(at, at, 18, text)
            if labels := [words[place] for words in column.choices.values()]:
                allowed = {"validate": "list", "source": labels}
                sheet.data_validation(1, at, MAX_ROWS, at, allowed)
        fill_sheet(book, _TITLES[language][1], _GUIDE[language], _guide(listed, language))
    return out.getvalue()


def _guide(columns: Sequence[Column], language: str) -> list[list[str]]:
    place = ("zh", "en").index(language)
    return [
        [
            getattr(column, language),
            ("是", "yes")[place] if column.required else "",
            getattr(column, f"{language}_help"),
            " / ".join(words[place] for words in column.choices.values()),
            column.example,
        ]
        for column in columns
    ]


def problem_sheet(problems: Sequence[Mapping[str, Any]], kind: str) -> bytes:
    """What was wrong: row, column, value (masked where it is secret), and why in two languages."""
    rows = [[p[key] for key in ("row", "column", "value", "zh", "en")] for p in problems]
    return write_csv(_PROBLEMS, rows) if kind == "csv" else write_xlsx(_PROBLEMS, rows, "Problems")
