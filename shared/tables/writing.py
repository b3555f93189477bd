"""Writing tables that Excel opens well and never executes."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # where a spreadsheet sees a formula begin
_LONGEST_CELL = 32_767  # what Excel can hold


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:_LONGEST_CELL]


def _guarded(value: object) -> object:
    text = _plain(value)
    return f"'{text}" if isinstance(text, str) and text.startswith(RISKY) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with BOM, as Excel wants it; a text that would start a formula gets a ' before it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_guarded(value) for value in line] for line in (columns, *rows))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> bytes:
    """One sheet with a frozen bold header. Texts stay texts: no formula, no link."""
    out = io.BytesIO()
    with workbook(out) as book:
        fill_sheet(book, title, columns, rows)
    return out.getvalue()


def workbook(out: io.BytesIO) -> Workbook:
    """An empty workbook that takes texts as texts."""
    return Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})


def fill_sheet(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Worksheet:
    """Add a sheet called ``title`` (what Excel forbids in it is left out) and fill it."""
    sheet = book.add_worksheet(
        "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31]
    )
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "bg_color": "#EEEEEE"})
    widths = [8] * len(columns)
    for number, line in enumerate((columns, *rows)):
        for place, value in enumerate(line):
            plain = _plain(value)
            write = sheet.write_string if isinstance(plain, str) else sheet.write  # "{=1}" too
            write(number, place, plain, bold if number == 0 else None)
            shown = sum(1 + (letter > "\u2e7f") for letter in str(plain)[:60])
            widths[place] = min(60, max(widths[place], shown + 2))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    return sheet
