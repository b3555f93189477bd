"""``make bench``: every P of the goals on this machine, or those of ``--only``.

Writes ``var/bench.json`` after each measure, so that a run can be stopped and continued, and at the
end the page with its pictures: docs/benchmarks.md from whole runs, var/benchmarks.md from quick
ones. Exits with 1 when a ledger was not exact or a measure failed.
"""

import signal
import sys
from pathlib import Path
from typing import Any

import click

from tests.benchmarks import publish
from tests.benchmarks.compare import compare, in_lines
from tests.benchmarks.machine import description
from tests.benchmarks.measures import MEASURES
from tests.benchmarks.notebook import Notebook, code_of
from tests.benchmarks.parts import ROOT
from tests.benchmarks.run import Busy, Run, own_folder, wanted
from tests.benchmarks.screen import Screen


@click.command()
@click.option("--only", default="", help="Goals or measures by name, as in P1,P4 or web.")
@click.option("--events", default=50_000, show_default=True, type=click.IntRange(500))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 9))
@click.option("--again", is_flag=True, help="Begin anew, not where the last run was stopped.")
@click.option("--measure/--no-measure", default=True, help="Only show what was measured before.")
@click.option("--var", default=ROOT / "var", type=click.Path(path_type=Path), hidden=True)
@click.option("--docs/--no-docs", "docs", default=True, help="Write the page of benchmarks.")
@click.option(
    "--compare", "other", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another run's bench.json: print both ratios side by side.",
)  # fmt: skip
def main(
    only: str, events: int, rounds: int, again: bool, measure: bool, docs: bool, var: Path,
    other: Path | None,
) -> None:  # fmt: skip
    """Measure, side by side."""
    notes = Notebook(var / "bench.json")
    asked = {"only": only, "events": events, "rounds": rounds}
    trouble = _measure(notes, asked, var, again=again) if measure else []
    if other:
        rows = compare(notes.kept, Notebook(other).kept)
        click.echo("\n".join(in_lines(rows, other.name)))
        notes.keep("repeat", rows)
    if docs:
        click.echo(f"written: {publish.page(notes.kept, ROOT / 'docs', var)}")
    for fault in trouble:
        click.echo(fault, err=True)
    raise SystemExit(1 if trouble else 0)


def _measure(notes: Notebook, asked: dict[str, Any], var: Path, *, again: bool) -> list[str]:
    only, events, rounds = asked.values()
    if not any(wanted(only, name, goals) for name, (goals, _) in MEASURES.items()):
        raise click.UsageError(f"--only knows {', '.join(MEASURES)} and the P of the goals")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is ended
    # A shell starts what runs in the background with this one ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if notes.begin(asked, code_of(ROOT), again=again):
        click.echo("going on where the last run was stopped (--again begins anew)")
    notes.keep("machine", description())
    run = Run(notes, Screen(), events, rounds, var / "logs" / "bench")
    try:
        with own_folder(var / "bench-run"):
            run.make(MEASURES, only)
    except Busy as fault:
        raise click.ClickException(str(fault)) from fault
    except KeyboardInterrupt:
        click.echo("stopped; the same command goes on from here", err=True)
        raise SystemExit(130) from None
    return run.trouble


if __name__ == "__main__":
    main()
