"""``python -m deploy.demo.main``: a county's season, and whether its hours add up."""

import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any

import click
from rich.console import Console

from deploy.demo import report
from deploy.demo.asking import ask
from deploy.demo.client import Unanswered
from deploy.demo.memory import memory_of
from deploy.demo.season import play
from deploy.demo.theatre import Theatre, opened
from deploy.demo.waiting import NeverCame
from deploy.local.processes import StartFailed
from deploy.local.surroundings import ROOT
from deploy.verify.books import steps
from deploy.verify.main import show
from deploy.verify.reading import at_one_moment
from deploy.verify.rest import verify_at_rest
from deploy.verify.verifier import Evidence

LEAST = 60


@click.command("demo")
@click.option(
    "--volunteers",
    envvar="VOLUNTEERS",
    default=3_000,
    show_default=True,
    type=click.IntRange(min=LEAST, max=100_000),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=ROOT / "var" / "demo.json",
    help="Where the figures are written.",
)
def command(volunteers: int, out: Path) -> None:
    """Play a county's season on servers of its own, and check that every hour adds up.

    Leaves only the figures behind. The exit code is 1 when an invariant fails.
    """
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    console = Console(highlight=False)
    try:
        found = run(volunteers, console)
    except KeyboardInterrupt:
        console.print("中断 · interrupted; nothing is left behind")
        raise SystemExit(130) from None
    except (StartFailed, Unanswered, NeverCame, FileNotFoundError) as trouble:
        raise click.ClickException(str(trouble)) from None
    report.write(out, found)
    console.print(_last_line(found), soft_wrap=True)
    console.print(f"数据 · figures: {out}", soft_wrap=True)
    if not found["exact"]:
        raise SystemExit(1)


def run(volunteers: int, console: Console) -> dict[str, Any]:
    """Play, ask and verify; returns the figures. Raises what ``play`` raises."""
    started = time.monotonic()
    with opened(volunteers, console, tell=console.print) as theatre:
        ready = time.monotonic()
        play(theatre.stage, theatre.first("administrator"), theatre.stack.run.amqp_uri)
        found = _close(theatre, console)
        found |= {"start_seconds": round(ready - started, 1)}
        found |= {"seconds": round(time.monotonic() - started, 1)}
    return found


def _close(theatre: Theatre, console: Console) -> dict[str, Any]:
    stage = theatre.stage
    evidence = Evidence(stage.log.check_outs, frozenset(stage.log.taken_back))
    with stage.phases.phase("核对 verify", 7) as tell:
        verdict, seconds = verify_at_rest(stage.databases, theatre.stack.run.amqp_uri, evidence)
        tell(7)
    memory = memory_of(theatre.stack)
    stage.phases.end()
    sums = ask(stage, console)
    show(verdict, console)
    found = report.figures(stage, verdict, sums, memory)
    found["findings"] += _verify_books(theatre, console)
    found["exact"] = not found["findings"]
    return found | {"seconds_to_rest": round(seconds, 2)}


def _verify_books(theatre: Theatre, console: Console) -> list[str]:
    """What ``kindhours ledger verify`` says of the season's two books; its faults."""
    faults: list[str] = []
    with at_one_moment(theatre.stage.databases) as databases:
        for step in steps(databases):
            found = [f"ledger {fault}" for fault in step.look(lambda _: None)]
            faults += found
            console.print(f"{'[red]✗[/]' if found else '[green]✓[/]'} 账本 · ledger: {step.name}")
    return faults


def _last_line(found: dict[str, Any]) -> str:
    word = "[green]exact[/]" if found["exact"] else "[red]NOT exact[/]"
    return (
        f"{word}: {found['volunteers']:,} volunteers, {found['check_outs']:,} check-outs, "
        f"{found['journals']:,} journals, {found['check_ins_per_second']} check-ins a second at "
        f"the launch, {found['memory_mib']:.0f} MiB, {found['seconds']} s"
    )


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    command()
