"""The page: what is missed is said with its reason, what is reached is not; two runs compared."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.benchmarks import publish, report
from tests.benchmarks.compare import compare, far, in_lines
from tests.benchmarks.main import main
from tests.benchmarks.result import Result

MACHINE = {"processor": "x", "cores": "2", "memory": "8 GiB", "system": "Debian", "python": "3"}


def row(value: float, *, events: int = 50_000, run: str = "now", **more: Any) -> dict[str, Any]:
    result = Result("P1", "≥ 10 ×", "times", value, ours=value, other=1.0, exact=True, **more)
    return {**result.row(), "asked": {"events": events, "rounds": 3}, "run": run}


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


def test_beside_a_missed_ratio_stands_what_the_bare_limit_reaches(tmp_path: Path) -> None:
    limit = {**row(0.7), "goal": "≥ 0.8", "ours": 7.0, "other": 10.0}
    text = page(tmp_path, P1=row(7.0), P4={**limit, "reached": False}, P5=row(4.0))
    assert "short of the goal. The bare limit reaches 10 times here. The disk is slow." in text
    assert text.count("bare limit reaches") == 1


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
    rounds = [{"ours": 8.0, "other": 1.0}, {"ours": {"rate": 26.0}, "other": {"rate": 2.0}}]
    rows = compare(
        {
            "P1": row(12.0, rounds=rounds) | {"pace": {"cpu": 3000, "disk": 500, "wake": 40}},
            "P2": row(11.0),
            "P3": row(5.0),
            "P4": row(5.0),
            "machine": MACHINE,
        },
        {
            "P1": row(10.0, run="before") | {"pace": {"cpu": 2000, "disk": 600, "wake": 50}},
            "P2": row(11.0, run="before"),
            "P3": row(5.0, run="before", events=500),
            "P4": row(5.0),
        },
    )
    assert rows["P1"]["percent"] == 20.0
    assert far(rows["P1"])
    assert not far(rows["P2"])
    assert set(rows) == {"P1", "P2"}
    assert "far apart" in in_lines(rows, "old.json")[1]
    text = page(tmp_path, repeat=rows)
    assert "| P1 | 10 | 12 (8 to 13) | +20.0 % | 2,000 → 3,000 | 600 → 500 | 50 → 40 |" in text
    assert "It was noon." in text
    assert "differs" not in page(tmp_path, repeat={"P2": rows["P2"]})


def test_the_command_compares_what_was_measured_and_knows_what_it_can_measure(
    tmp_path: Path,
) -> None:
    run = {"id": "now", "asked": {"events": 500, "rounds": 1}, "finished": True}
    for name, value in (("old.json", 10.0), ("bench.json", 11.0)):
        kept = {"run": run, "machine": MACHINE, "P1": row(value, events=500, run=name)}
        (tmp_path / name).write_text(json.dumps(kept), encoding="utf-8")
    words = ["--no-measure", "--var", str(tmp_path), "--compare", str(tmp_path / "old.json")]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output
    assert "+10.0%" in said.output
    assert "| P1 | 10 | 11 | +10.0 % |" in (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    unknown = CliRunner().invoke(main, ["--only", "P99", "--var", str(tmp_path)])
    assert unknown.exit_code == 2
    assert "limits, credits" in unknown.output


def test_only_whole_runs_are_published_and_only_of_one_machine() -> None:
    known = {"machine": {**MACHINE, "python": "2"}, "P5": row(20.0)}
    kept = {"machine": MACHINE, "P1": row(12.0), "P2": row(9.0, events=5_000), "run": {}}
    merged = publish.merge(known, kept)
    assert {"P1", "P5"} <= set(merged)
    assert "P2" not in merged
    assert "P5" not in publish.merge({**known, "machine": {**MACHINE, "cores": "64"}}, kept)
