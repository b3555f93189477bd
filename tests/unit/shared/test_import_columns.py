"""Cells become values, mapping files become maps, and what cannot be read says why."""

import json
from datetime import date
from typing import Any

import pytest

from shared.imports.columns import (
    CellMissing,
    CellShortened,
    CellUnreadable,
    Column,
    a_count,
    a_date,
    a_number,
    words,
    yes_or_no,
)
from shared.imports.mapping import (
    BadMapping,
    ColumnsMissing,
    TwinsDiffer,
    by_titles,
    read_mapping,
)


def column(name: str, **more: Any) -> Column:
    return Column(name, f"{name}中", f"{name} en", "", "", **more)


NAME, SEX = column("name", required=True), column("sex", choices={"female": ("女", "Female")})
COLUMNS = (NAME, SEX, column("source"), column("address"))


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (a_date, "2026-03-01", date(2026, 3, 1)),
        (a_date, "2026/3/1", date(2026, 3, 1)),
        (a_date, "２０２６年３月１日", date(2026, 3, 1)),
        (a_date, "20260301", date(2026, 3, 1)),
        (a_date, "January 02 2011", date(2011, 1, 2)),
        (a_count, "１２", 12),
        (a_count, "12.0", 12),
        (a_number, "-73.9", -73.9),
        (words, "急救、手语; driving,", ["急救", "手语", "driving"]),
        (yes_or_no, "是", True),
        (yes_or_no, "No", False),
    ],
)
def test_cells_are_read_as_people_write_them(parse: Any, text: str, value: Any) -> None:
    assert column("x", parse=parse).value(text, ["%B %d %Y"]) == value


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (a_date, "2026-02-30"),
        (a_date, "01/02/2026"),  # day or month first: only a mapping can know
        (a_date, "soon"),
        (a_count, "-1"),
        (a_count, "2.5"),
        (a_count, "1e99"),
        (a_number, "nan"),
        (a_number, "inf"),
        (yes_or_no, "maybe"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_column(parse: Any, text: str) -> None:
    with pytest.raises(CellUnreadable) as refused:
        column("x", parse=parse).value(text, ())
    assert refused.value.field == "x"


def test_choices_take_the_value_and_both_labels() -> None:
    assert [SEX.value(text, ()) for text in ("female", "女", " FEMALE ")] == ["female"] * 3
    with pytest.raises(CellUnreadable, match="Female"):
        SEX.value("其他", ())


def test_empty_and_shortened_cells() -> None:
    assert SEX.value("  ", ()) is None
    with pytest.raises(CellMissing):
        NAME.value("　", ())
    for text in ("1.10101E+17", "1.10101199001012E+17"):
        with pytest.raises(CellShortened):
            column("x").value(text, ())


def test_our_own_titles_need_no_mapping() -> None:
    header = ("name中*", "SEX EN", "other")
    found = by_titles(COLUMNS, header)
    assert found.text("name", dict(zip(header, ("Li", "女", "?"), strict=True))) == "Li"
    assert found.names("sex") == ["SEX EN"]
    with pytest.raises(ColumnsMissing, match="name en"):
        by_titles(COLUMNS, ("sex",))


MAPPING = """
dates = ["%d/%m/%Y"]
[fields]
name = "{FIRST} {LAST}"
source = "club"
address = [{ in = "PLACE", after = "at '", before = "'" }, "{TOWN}, UK", "unknown"]
sex = "{G}"
[values.sex]
F = "female"
"" = "female"
"""
HEADER = ("FIRST", "LAST", "PLACE", "TOWN", "G")


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (("Ann", "Lee", "x at '1 High St' y", "", "f"), ("Ann Lee", "1 High St", "female")),
        (("Cher", "", "nowhere", "Leeds", ""), ("Cher", "Leeds, UK", "female")),
        (("", "", "", "", "M"), ("", "unknown", "M")),
        (("{LAST}", "x", "", "", "M"), ("{LAST} x", "unknown", "M")),
    ],
)
def test_a_mapping_combines_falls_back_cuts_and_translates(
    cells: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    found = read_mapping(MAPPING.encode(), COLUMNS, HEADER)
    row = dict(zip(HEADER, cells, strict=True))
    assert tuple(found.text(n, row) for n in ("name", "address", "sex")) == texts
    assert found.text("source", row) == "club"
    assert found.dates == ["%d/%m/%Y"]


def test_a_mapping_may_mean_some_rows_only() -> None:
    text = '[fields]\nname = "{FIRST}"\n[where]\nG = "*"\nTOWN = ["Leeds", "York"]'
    found = read_mapping(text.encode(), COLUMNS, HEADER)
    rows = [("f", "Leeds"), ("", "York"), ("f", "Bath"), ("m", "York")]
    assert [found.takes({"G": g, "TOWN": t}) for g, t in rows] == [True, False, False, True]


def test_json_will_do_too() -> None:
    data = json.dumps({"fields": {"name": "{FIRST}"}}).encode()
    assert read_mapping(data, COLUMNS, HEADER).names("name") == ["FIRST"]


def test_columns_of_one_name_may_not_contradict_each_other() -> None:
    found = read_mapping(b'[fields]\nname = "{ID}"', COLUMNS, ("ID", "ID (2)"))
    assert found.text("name", {"ID": "1", "ID (2)": "1"}) == "1"
    with pytest.raises(TwinsDiffer):
        found.text("name", {"ID": "1", "ID (2)": "2"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "fields"),
        ("[fields", "Expected"),
        ('fields = "x"', "items"),
        ("[fields]\nname = 3", "3"),
        ('[fields]\nnickname = "{FIRST}"', "nickname"),
        ('[fields]\nname = "{NOWHERE}"', "NOWHERE"),
        ('[fields]\nname = "{FIRST}"\n[values.sex]\nF = "female"', "sex"),
        ('[fields]\nname = { in = "FIRST", match = ".*" }', "match"),
        ('[fields]\nname = { in = "FIRST", after = 3 }', "3"),
        ('[fields]\nname = { in = "FIRST", after = "" }', "FIRST"),
        ('[fields]\nname = "{FIRST}"\n[extra]\n', "extra"),
        ('[fields]\nname = "{FIRST}"\n[where]\nZIP = "*"', "ZIP"),
        ('where = 5\n[fields]\nname = "{FIRST}"', "items"),
        ('dates = 5\n[fields]\nname = "{FIRST}"', "iterable"),
        ("\x00\x01", ""),
        ("[" * 100_000, ""),
        ('{"fields":' * 100_000, ""),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(BadMapping) as refused:
        read_mapping(text.encode(), COLUMNS, HEADER)
    assert reason in refused.value.text("en")
    assert refused.value.field == "mapping"
