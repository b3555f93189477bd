"""Tables: what Excel, WPS and foreign exports hand in, what they are given, and what is refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from shared.tables import NotATable, TooLarge, read_table, write_csv, write_xlsx
from shared.tables.reading import MAX_ROWS


def book(*lines: list[object]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as made:
        sheet = made.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return out.getvalue()


def cells(data: bytes, name: str = "list.csv") -> list[dict[str, str]]:
    return [row.cells for row in read_table(name, data).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = f'姓名{delimiter}电话\r\n" 单 晓 "{delimiter}138\r\n\r\n,;x{delimiter}\r\n'
    quoted = text.replace(",;x", '",;x"')
    found = read_table("名单.csv", quoted.encode(encoding))
    assert found.columns == ("姓名", "电话")
    assert [(row.number, row.cells) for row in found.rows] == [
        (2, {"姓名": "单 晓", "电话": "138"}),
        (4, {"姓名": ",;x", "电话": ""}),
    ]


def test_numbers_and_dates_of_a_workbook_become_what_a_person_sees() -> None:
    moment = datetime(2026, 3, 1, 9, 5)  # noqa: DTZ001  a workbook knows no zone
    line = [13800138000.0, 2.5, True, date(1990, 2, 3), moment, 1.1e17]
    found = cells(book(["a", "b", "c", "d", "e", "f"], line), "list.xlsx")
    assert list(found[0].values()) == [
        "13800138000", "2.5", "true", "1990-02-03", "2026-03-01 09:05", "1.10000000000000E+17",
    ]  # fmt: skip


def test_times_of_a_workbook_are_clock_times() -> None:
    out = io.BytesIO()
    with Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["start", "length"])
        sheet.write(1, 0, time(9, 30), made.add_format({"num_format": "hh:mm"}))
        sheet.write(1, 1, timedelta(hours=26, minutes=5), made.add_format({"num_format": "[h]:mm"}))
    assert cells(out.getvalue()) == [{"start": "09:30", "length": "26:05"}]


def test_a_workbook_called_csv_is_read_as_what_it_is() -> None:
    assert cells(book(["a"], ["x"]), "really.csv") == [{"a": "x"}]


def test_columns_of_one_name_stay_apart_and_a_nameless_one_has_its_letter() -> None:
    found = read_table("a.csv", b"id,name,id,,x\n1,Li,2,3,4\n")
    assert found.columns == ("id", "name", "id (2)", "D", "x")
    assert found.rows[0].cells["id (2)"] == "2"


def test_cells_beyond_the_header_are_kept_to_be_refused() -> None:
    assert cells(b"a,b\n1,2,3\n") == [{"a": "1", "b": "2", "": "3"}]
    assert cells(b"a,b\n1\n") == [{"a": "1", "b": ""}]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no row"),
        (b"\xef\xbb\xbf", "no row"),
        (b"\r\n \r\n", "no row"),
        ("姓名,电话\n".encode(), "no row"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        (b"a,b\x00\n1,2\n", "no text"),
        ("姓名,电话\n李小,王小\n".encode() + b"\xe6\x9d,1\n", "encoding"),  # GB18030 would take it
        (b'a,b\n"' + b"x" * 140_000, "field"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged"),
        (book(["a"], ["x"])[:-200], "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotATable) as refused:
        read_table("x.csv", data)
    assert reason in refused.value.text("en")
    assert "x.csv" in refused.value.text("zh")


def test_too_many_rows_or_bytes_or_columns_are_refused() -> None:
    head = b"a\n"
    assert len(cells(head + b"1\n" * MAX_ROWS)) == MAX_ROWS
    for data in (head + b"1\n" * 100_000, b"x" * 10_000_001, b"a," * 300 + b"a\n1\n"):
        with pytest.raises(TooLarge):
            read_table("x.csv", data)


def test_a_cell_in_the_farthest_corner_does_not_kill_the_process() -> None:
    out = io.BytesIO()
    with Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write("A1", "a")
        sheet.write("XFD1048576", "far")
    with pytest.raises(TooLarge):
        read_table("x.xlsx", out.getvalue())


@pytest.mark.parametrize("lie", [False, True])
def test_a_zip_bomb_is_not_unpacked(lie: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    data = out.getvalue()
    if lie:
        size = (200_000_000).to_bytes(4, "little")
        data = data.replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises((TooLarge, NotATable)):
        read_table("x.xlsx", data)


def test_formulas_stay_text_in_what_is_written() -> None:
    rows = [["=1+1", "+86", "-2", "@x", "\tx", "{=1}", -2]]
    text = write_csv(list("abcdefg"), rows).decode("utf-8-sig")
    assert text.splitlines()[1] == "'=1+1,'+86,'-2,'@x,'\tx,{=1},-2"
    data = write_xlsx(list("abcdefg"), rows, "a/b: [x]")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert list(cells(data)[0].values()) == ["=1+1", "+86", "-2", "@x", "x", "{=1}", "-2"]


_text = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_text, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_reads_back(lines: list[list[str]]) -> None:
    lines = [[cell.strip("'") or "x" for cell in line] for line in lines]
    for write in (write_csv, lambda c, r: write_xlsx(c, r, "t")):
        assert [list(c.values()) for c in cells(write(("一", "b", "c"), lines))] == lines


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 4000), st.booleans())
def test_no_bytes_bring_anything_but_a_table_or_a_refusal(
    noise: bytes, place: int, inside: bool
) -> None:
    whole = book(["a", "b"], ["x", 1.5]) if inside else "姓名,b\n李,1\n".encode()
    place %= len(whole)
    try:
        table = read_table("x", whole[:place] + noise + whole[place + len(noise) :])
    except (NotATable, TooLarge):
        return
    assert table.rows
    for row in table.rows:
        assert tuple(name for name in row.cells if name) == table.columns
