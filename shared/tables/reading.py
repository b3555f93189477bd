"""Reading tables as people keep them, CSV and XLSX, without trusting a byte."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import zip_longest
from xml.parsers import expat

from python_calamine import SheetVisibleEnum, load_workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from shared.refusal import Invalid
from shared.tables.writing import RISKY

MAX_BYTES, MAX_UNPACKED, MAX_ROWS, MAX_COLUMNS = 10_000_000, 50_000_000, 10_000, 300
_BLANK = " \t\r\n\u00a0\u3000\u200b\ufeff"


class NotATable(Invalid):
    """Raised when the bytes are no CSV text and no XLSX workbook, or have no header or no row."""

    zh = "“{name}”不是可读的表格（CSV：UTF-8 或 GB18030；或 XLSX）：{zh}。"
    en = "“{name}” is not a table (CSV in UTF-8 or GB18030, or XLSX) that can be read: {en}."


class TooLarge(Invalid):
    zh = "表格太大：最多 10 MB、10000 行、300 列。请分成几个文件，并删除数据下方的空行。"
    en = "The table is too large: at most 10 MB, 10,000 rows, 300 columns. Split it into files."


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the row's number as Excel shows it; ``cells`` are trimmed texts by column.

    What stands to the right of the last named column is under the name "".
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A second column of the same name is called "name (2)", one without a name by its letter."""

    columns: tuple[str, ...]
    rows: list[Row]


def read_table(name: str, data: bytes) -> Table:
    """The first visible sheet. The content decides what it is, whatever the file is called.

    Raises NotATable and TooLarge.
    """

    def no(zh: str, en: str) -> NotATable:
        return NotATable(name=name, zh=zh, en=en, field="file")

    if len(data) > MAX_BYTES:
        raise TooLarge(field="file")
    reader = _sheet if data.startswith(b"PK\x03\x04") else _text
    found = ((n, line) for n, line in enumerate(reader(data, no), 1) if any(line))
    header = next(found, (0, []))[1]
    while header and not header[-1]:
        header.pop()
    columns = _names(header)
    rows: list[Row] = []
    for number, line in found:
        if len(rows) == MAX_ROWS:
            raise TooLarge(field="file")
        beyond = " ".join(filter(None, line[len(columns) :]))
        cells = dict(zip_longest(columns, line[: len(columns)], fillvalue=""))
        rows.append(Row(number, cells | ({"": beyond} if beyond else {})))
    if not rows:
        raise no("没有数据行", "it has no row below its header")
    return Table(columns, rows)


def _names(header: list[str]) -> tuple[str, ...]:
    if len(header) > MAX_COLUMNS:
        raise TooLarge(field="file")
    names: list[str] = []
    for place, title in enumerate(header):
        name, again = title or xl_col_to_name(place), 2
        while name in names:
            name, again = f"{title} ({again})", again + 1
        names.append(name)
    return tuple(names)


def _text(data: bytes, no: Callable[[str, str], NotATable]) -> Iterator[list[str]]:
    broken = data.decode("utf-8", "replace")
    wrong = broken.count("\ufffd")
    right = sum(letter > "\x7f" for letter in broken) - wrong
    text = data.decode("utf-8-sig" if right >= wrong else "gb18030", "replace")
    if "\ufffd" in text:
        raise no("编码有误", "its encoding is broken")
    if any(letter < " " and letter not in "\t\r\n\f" for letter in text):
        raise no("含有非文本内容", "it holds bytes that are no text")
    delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_unguarded(cell.strip(_BLANK)) for cell in line]
    except csv.Error as trouble:
        raise no("引号不成对", str(trouble)) from None


def _sheet(data: bytes, no: Callable[[str, str], NotATable]) -> Iterator[list[str]]:
    try:
        with load_workbook(_bounded(data)) as book:
            kept = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
            lines = book.get_sheet_by_name(kept[0]).to_python(skip_empty_area=False)
    except TooLarge:
        raise
    except BaseException as trouble:  # the reader's own panics are no Exception
        if not isinstance(trouble, Exception) and type(trouble).__name__ != "PanicException":
            raise
        raise no("工作簿已损坏或受密码保护", "the workbook is damaged or locked") from trouble
    for line in lines:
        yield [_cell(value) for value in line]


def _bounded(data: bytes) -> io.BytesIO:
    """The workbook's XML, unpacked here: a reader that trusts sizes and places is a bomb's prey.

    One cell in the farthest corner makes the reader claim half a terabyte and the process dies.
    """
    plain, left = io.BytesIO(), MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(plain, "w") as unpacked:
        for entry in (e for e in packed.infolist() if e.filename.endswith((".xml", ".rels"))):
            left -= entry.file_size
            if left < 0 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise TooLarge(field="file")
            part = packed.read(entry)
            _check_places(part)
            unpacked.writestr(entry.filename, part)
    plain.seek(0)
    return plain


def _check_places(part: bytes) -> None:
    place = (0, 0)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place
        kind, at = tag.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            place = (int(at) - 1 if at else place[0] + 1, -1)
        elif kind == "c":
            place = xl_cell_to_rowcol(at) if at else (place[0], place[1] + 1)
        elif kind in ("v", "is") and (place[0] > 2 * MAX_ROWS or place[1] >= MAX_COLUMNS):
            raise TooLarge(field="file")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(part, True)


def _cell(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))  # a phone number comes as 13800138000.0
        case float():
            return f"{value:.14E}" if abs(value) >= 1e15 else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case time():
            return value.isoformat(timespec="minutes")
        case timedelta():
            return "{:02}:{:02}".format(*divmod(round(value.total_seconds() / 60), 60))
    return str(value).strip(_BLANK)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell
