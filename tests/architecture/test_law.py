"""docs/law.md names for each article of the law the test that shows it; each of them is there."""

import re

import pytest

from tests.architecture.sources import ROOT, functions_of

ROW = re.compile(r"^\| (?P<article>[^|]+) \|[^|]*\|[^|]*\| (?P<tests>[^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PAGE = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
ROWS = [row for row in ROW.finditer(PAGE) if row["article"] not in ("article", "---")]
# What domain.md names: the Regulations (order 685) and the Measures (order 67).
REGULATIONS = {"7", "12", "15", "16", "17", "19", "20", "22"}
MEASURES = {
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
    "18",
    "19",
}


@pytest.mark.parametrize("row", ROWS, ids=[row["article"].strip() for row in ROWS])
def test_each_article_has_a_test_or_says_that_it_waits(row: re.Match[str]) -> None:
    named = NAMED.findall(row["tests"])
    assert named or row["tests"].strip() == "not built yet"
    for file, name in named:
        assert name in {one.name for one in functions_of(ROOT / file)}, f"{file}::{name}"


def test_all_articles_are_there() -> None:
    found = [row["article"].strip() for row in ROWS]
    assert {one.removeprefix("685, ") for one in found if one.startswith("685, ")} == REGULATIONS
    assert {one.removeprefix("67, ") for one in found if one.startswith("67, ")} == MEASURES
