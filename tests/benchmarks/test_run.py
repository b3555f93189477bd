"""A run: stopped and continued, wrong, broken, alone; what it keeps and what it leaves behind."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.benchmarks import pace
from tests.benchmarks.notebook import Notebook
from tests.benchmarks.parts import ROOT, Parts
from tests.benchmarks.result import Result
from tests.benchmarks.run import Busy, Measures, Run, own_folder, wanted
from tests.benchmarks.screen import Screen
from tests.benchmarks.wishes import Wishes

ASKED = {"only": "", "events": 500, "rounds": 1}


@pytest.fixture(autouse=True)
def short_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """How fast the machine is does not matter here."""
    monkeypatch.setattr(pace, "_SECONDS", 0.01)


class Servers(Parts):
    """Parts that nothing is started on."""

    versions = {"MongoDB": "0", "RabbitMQ": "0"}  # type: ignore[assignment] # noqa: RUF012


@contextmanager
def no_servers(log: Path) -> Iterator[Parts]:
    yield Servers("", "", log)


def good(_: Wishes) -> list[Result]:
    return [Result("P1", "≥ 2", "times", 3.0, exact=True), Result("P2", "≥ 2", "times", 3.0)]


def other(_: Wishes) -> list[Result]:
    return [
        Result("P10", "≤ 5", "ms", 3.0, exact=True),
        Result("P10-x", "≤ 5", "ms", 9, exact=True),
    ]


def broken(_: Wishes) -> list[Result]:
    raise OSError("no disk is left")


def stopped(_: Wishes) -> list[Result]:
    raise KeyboardInterrupt


GOOD, OTHER = (("P1",), good), (("P10", "P10-x"), other)


def make(path: Path, measures: Measures, *, code: str = "a", again: bool = False) -> Run:
    notes = Notebook(path / "bench.json")
    notes.begin(ASKED, code, again=again)
    notes.keep("machine", {})
    run = Run(notes, Screen(), 500, 1, path, no_servers)
    run.make(measures, "")
    return run


def test_each_result_is_kept_whole(tmp_path: Path) -> None:
    assert make(tmp_path, {"good": GOOD, "other": OTHER}).trouble == []
    kept = json.loads((tmp_path / "bench.json").read_text())
    for field in ("goal", "value", "unit", "ours", "other", "rounds", "exact"):
        assert field in kept["P1"]
    assert kept["P1"]["reached"]
    assert not kept["P10-x"]["reached"]
    assert kept["run"]["finished"]
    assert "P2" not in kept


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, {"good": GOOD, "other": (("P10", "P10-x"), stopped)})
    kept = Notebook(tmp_path / "bench.json").kept
    assert "P1" in kept
    assert "P10" not in kept
    assert not kept["run"]["finished"]
    again = make(tmp_path, {"good": (("P1",), broken), "other": OTHER})
    assert again.trouble == []
    assert "P10" in again.notes.kept


@pytest.mark.parametrize("change", [{"code": "b"}, {"again": True}])
def test_other_code_begins_anew_and_so_does_who_asks_for_it(
    tmp_path: Path, change: dict[str, str | bool]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, {"good": GOOD, "other": (("P10",), stopped)})
    run = make(tmp_path, {"good": (("P1",), broken)}, **change)  # type: ignore[arg-type]
    assert run.trouble


def test_a_finished_run_is_not_gone_on_with(tmp_path: Path) -> None:
    make(tmp_path, {"good": GOOD})
    assert make(tmp_path, {"good": (("P1",), broken)}).trouble


def test_what_cannot_be_measured_stops_nothing_else_and_is_tried_again(tmp_path: Path) -> None:
    run = make(tmp_path, {"broken": (("P9",), broken), "good": GOOD})
    assert run.trouble == ["broken could not be measured: OSError: no disk is left"]
    assert "P1" in run.notes.kept
    assert "P9" not in run.notes.kept
    assert not run.notes.kept["run"]["finished"]


def test_a_wrong_ledger_is_trouble_and_measured_again(tmp_path: Path) -> None:
    def wrong(_: Wishes) -> list[Result]:
        return [Result("P1", "≥ 2", "times", 3.0, rounds=[{"faults": ["one is missing"]}])]

    run = make(tmp_path, {"wrong": (("P1",), wrong)})
    assert run.trouble == ["P1 is NOT EXACT: the verifier found a wrong ledger"]
    assert not run.notes.kept["P1"]["reached"]
    assert not run.notes.done("P1")


def test_only_says_which() -> None:
    goals = ("P1", "P10", "P10-roster")
    assert wanted("", "web", goals) == list(goals)
    assert wanted("web", "web", goals) == list(goals)
    assert wanted("P1", "web", goals) == ["P1"]
    assert wanted("p10", "web", goals) == ["P10", "P10-roster"]
    assert wanted("P10-roster", "web", goals) == ["P10-roster"]
    assert wanted("P3", "web", goals) == []


def test_two_benches_do_not_run_in_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "bench-run"
    folder.mkdir()
    (folder / "left by one that was killed").touch()
    with own_folder(folder):
        assert not list(folder.iterdir())
        with pytest.raises(Busy), own_folder(folder):
            pass
    assert not folder.exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_behind_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    command = ["tests.benchmarks.main", "--only", "limits", "--events", "5000", "--no-docs"]
    bench = subprocess.Popen(
        [sys.executable, "-m", *command, "--var", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        # A run in the background ignores Ctrl-C, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    family: list[psutil.Process] = []
    for line in bench.stdout or []:
        if "/s" in line:  # in the middle of it
            family = psutil.Process(bench.pid).children(recursive=True)
            bench.send_signal(how)
            break
    assert bench.wait(60) != 0
    assert family
    gone, alive = psutil.wait_procs(family, timeout=30)
    assert len(gone) == len(family), alive
    if how is not signal.SIGKILL:
        assert not (tmp_path / "bench-run").exists()
    assert "limits" not in json.loads((tmp_path / "bench.json").read_text())
