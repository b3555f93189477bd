"""The page: what is missed is said with its reason, what is reached is not; two runs compared."""

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import publish, report
from tests.benchmarks.compare import compare, far, in_lines
from tests.benchmarks.result import Result

MACHINE = {"processor": "x", "cores": "2", "memory": "8 GiB", "system": "Debian", "python": "3"}


def row(value: float, *, events: int = 50_000, **more: Any) -> dict[str, Any]:
    result = Result("P1", "≥ 10 ×", "times", value, ours=value, other=1.0, exact=True, **more)
    return {**result.row(), "asked": {"events": events, "rounds": 3}, "run": "now"}


def page(tmp_path: Path, reasons: str = "", **kept: Any) -> str:
    return report.text({"machine": MACHINE, **kept}, tmp_path, Path("pictures"))


@pytest.fixture(autouse=True)
def reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "obstacles.toml"
    path.write_text('[missed]\nP1 = "The disk is slow."\n[unsteady]\nP1 = "It was noon."\n')
    monkeypatch.setattr(report, "_OBSTACLES", path)


def test_a_missed_goal_says_how_far_and_why(tmp_path: Path) -> None:
    text = page(tmp_path, P1=row(8.0), P5=row(4.0))
    assert "**P1** 8 times, 20 % short of the goal. The disk is slow." in text
    assert "**P5** 4 times, 60 % short of the goal. Not looked into yet." in text
    assert "make bench ONLY=P1" in text


def test_a_reached_goal_says_nothing_more(tmp_path: Path) -> None:
    text = page(tmp_path, P1=row(12.0))
    assert "The disk is slow" not in text
    assert "## Missed" not in text


def test_less_is_better_where_the_goal_says_so() -> None:
    assert Result("P8", "≤ 0.03", "round trips", 0.02, exact=True).reached
    assert not Result("P8", "≤ 0.03", "round trips", 0.04, exact=True).reached
    assert not Result("P8", "≤ 0.03", "round trips", 0.02).reached
    assert Result("ledger", "", "times", 0.02).reached is None


def test_two_runs_stand_side_by_side(tmp_path: Path) -> None:
    rows = compare(
        {"P1": row(12.0), "P2": row(11.0), "P3": row(5.0), "machine": MACHINE},
        {"P1": row(10.0), "P2": row(11.0), "P3": row(5.0, events=500)},
    )
    assert rows["P1"]["percent"] == 20.0
    assert far(rows["P1"])
    assert not far(rows["P2"])
    assert "P3" not in rows
    assert "far apart" in in_lines(rows, "old.json")[1]
    text = page(tmp_path, repeat=rows)
    assert "| P1 | 10 | 12 | +20.0 % |" in text
    assert "It was noon." in text
    assert "differs" not in page(tmp_path, repeat={"P2": rows["P2"]})


def test_only_whole_runs_are_published_and_only_of_one_machine() -> None:
    known = {"machine": {**MACHINE, "python": "2"}, "P5": row(20.0)}
    kept = {"machine": MACHINE, "P1": row(12.0), "P2": row(9.0, events=5_000), "run": {}}
    merged = publish.merge(known, kept)
    assert {"P1", "P5"} <= set(merged)
    assert "P2" not in merged
    assert "P5" not in publish.merge({**known, "machine": {**MACHINE, "cores": "64"}}, kept)
