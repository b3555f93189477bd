"""``make bench``: every P of the goals on this machine, or those of ``--only``.

Writes ``var/bench.json`` after each measure, so that a run can be stopped and continued, and then
``docs/benchmarks.md`` with its pictures. Exits with 1 when a ledger was not exact.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from tests.benchmarks import report
from tests.benchmarks.machine import description
from tests.benchmarks.measures import (
    backlog,
    counted,
    crediting,
    growth,
    latency,
    limits,
    relay,
    surge,
    web,
)
from tests.benchmarks.parts import ROOT, real_parts
from tests.benchmarks.result import Notebook, Result
from tests.benchmarks.wishes import Wishes

Measure = Callable[[Wishes], list[Result]]
MEASURES: dict[str, tuple[tuple[str, ...], Measure]] = {
    "limits": (("limits",), limits.measure),
    "credits": (("P1", "P2", "P3", "P4"), crediting.measure),
    "relay": (("P5",), relay.measure),
    "web": (("P6", "P10-roster"), web.measure),
    "latency": (("P7", "P7-calm"), latency.measure),
    "counted": (("P8", "P9", "P11"), counted.measure),
    "growth": (("P10", "P14"), growth.measure),
    "surge": (("P12",), surge.measure),
    "backlog": (("P13",), backlog.measure),
}


@click.command()
@click.option("--only", default="", help="Goals or measures by name, as in P1,P4 or web.")
@click.option("--events", default=50_000, show_default=True, type=click.IntRange(500))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 9))
@click.option("--again", is_flag=True, help="Measure anew what var/bench.json has already.")
@click.option("--docs/--no-docs", "write_docs", default=True, help="Write docs/benchmarks.md.")
def main(only: str, events: int, rounds: int, again: bool, write_docs: bool) -> None:
    """Measure, side by side."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is ended
    asked = {"events": events, "rounds": rounds}
    notes = Notebook(ROOT / "var" / "bench.json")
    notes.keep("machine", description())
    wanted = {name.strip() for name in only.split(",") if name.strip()}
    failed = []
    with tempfile.TemporaryDirectory(prefix="kindhours-bench-") as folder:
        for name, (goals, measure) in MEASURES.items():
            if wanted and not wanted & {name, *goals, *(goal.split("-")[0] for goal in goals)}:
                continue
            if not again and all(notes.done(goal, asked) for goal in goals):
                click.echo(f"{name}: kept from the last run (--again measures anew)")
                continue
            failed += _run(name, measure, Path(folder), asked, notes)
    if write_docs:
        report.write(notes.kept, ROOT / "docs")
    for fault in failed:
        click.echo(f"NOT EXACT: {fault}", err=True)
    raise SystemExit(1 if failed else 0)


def _run(
    name: str, measure: Measure, folder: Path, asked: dict[str, int], notes: Notebook
) -> list[str]:
    """One measure on fresh parts; returns the names of results that were not exact."""
    started = time.monotonic()

    def say(line: str) -> None:
        click.echo(f"[{name} {time.monotonic() - started:5.0f} s] {line}")

    say("begins")
    with real_parts(folder / f"{name}.log") as parts:
        results = measure(Wishes(parts, asked["events"], asked["rounds"], say))
    for result in results:
        notes.write(result, asked)
        reached = "reached" if result.reached else "NOT reached"
        if result.name != "limits":
            say(f"{result.name}: {result.value} {result.unit}, goal {result.goal}: {reached}")
    return [result.name for result in results if not result.exact and result.value is not None]


if __name__ == "__main__":
    main()
