"""docs/journey.md leads through code that is there, and stays short enough to be read."""

import ast
import re

import pytest

from tests.architecture.sources import ROOT, tree_of

JOURNEY = (ROOT / "docs" / "journey.md").read_text(encoding="utf-8")
STOP = re.compile(r"^### (\d+)\. \[([^\]]+)\]\(\.\./([^)]+)\) · (.+)$", re.MULTILINE)
STOPS = [(file, words.split(", ")) for _, file, _, words in STOP.findall(JOURNEY)]
LONGEST_ROAD = 450
ROAD = (
    "services/activities/http/",
    "services/activities/operations/check_out.py",
    "services/activities/domain/",
    "shared/contracts/activities.py",
    "shared/relay.py",
    "shared/contracts/catalogue.py",
    "services/hours/consumers.py",
    "services/hours/operations/credit_attendance.py",
    "services/hours/domain/",
    "shared/contracts/hours.py",
    "services/notifications/operations/tell_volunteer.py",
)


def part_of(file: str, name: str) -> ast.stmt:
    """A function, class, method (``Class.method``) or table of a file. Raises LookupError."""
    body = tree_of(ROOT / file).body
    found: ast.stmt | None = None
    for word in name.split("."):
        found = next((node for node in body if word in names_of(node)), None)
        if found is None:
            raise LookupError(f"{file} has no {name}")
        body = getattr(found, "body", [])
    assert found is not None
    return found


def names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    return [target.id for target in targets if isinstance(target, ast.Name)]


def lines_of(file: str, name: str) -> int:
    node = part_of(file, name)
    return (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize(("file", "names"), STOPS, ids=[file for file, _ in STOPS])
def test_each_stop_exists(file: str, names: list[str]) -> None:
    for name in names:
        assert lines_of(file, name) > 0


def test_the_links_lead_where_they_say() -> None:
    assert all(shown == target for _, shown, target, _ in STOP.findall(JOURNEY))
    numbers = [int(number) for number, *_ in STOP.findall(JOURNEY)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == JOURNEY.count("\n### ")


def test_the_road_passes_where_it_should_in_that_order() -> None:
    files = iter(file for file, _ in STOPS)
    for wanted in ROAD:
        assert any(file.startswith(wanted) for file in files), f"{wanted} is missing or misplaced"


def test_the_road_is_read_in_ten_minutes() -> None:
    lengths = {(file, name): lines_of(file, name) for file, names in STOPS for name in names}
    assert sum(lengths.values()) <= LONGEST_ROAD, lengths
