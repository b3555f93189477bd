"""Who computes and who waits while a crowd checks in: ``python -m tests.benchmarks.crowd``.

Ours and the bare app of P6 in turns, under the same load; the middle of all turns is printed.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import psutil

from tests.benchmarks.load import Outcome, closed_loop
from tests.benchmarks.measures.web import bare, check_ins
from tests.benchmarks.parts import ROOT, Parts, family, real_parts
from tests.benchmarks.result import middle
from tests.benchmarks.screen import Screen
from tests.benchmarks.wishes import Wishes

Figures = dict[str, float]


@dataclass
class Watch:
    """A load that is watched; ``seen`` has the figures of each."""

    parts: Parts
    seen: list[Figures] = field(default_factory=list)

    def __call__(self, port: int, requests: Sequence[bytes], connections: int) -> Outcome:
        before, idle = self._now(), psutil.cpu_times()
        started = time.perf_counter()
        outcome = closed_loop(port, requests, connections)
        seconds = time.perf_counter() - started
        now, waited = self._now(), psutil.cpu_times()
        a_request = 1_000_000 / len(requests)
        found = {name: (now[name] - before[name]) * a_request for name in now}
        found["switches"] /= 1_000_000
        idle_seconds = waited.idle + waited.iowait - idle.idle - idle.iowait
        found["idle"] = 100 * idle_seconds / seconds / (psutil.cpu_count() or 1)
        self.seen.append({"rate": outcome.good / seconds, **found})
        return outcome

    def _now(self) -> Figures:
        """CPU seconds so far, and how often a thread of the app gave way to another."""
        app = family(self.parts.children[-1].pid)
        times = [one.cpu_times() for one in app]
        mongod = [one for one in psutil.Process().children(True) if one.name() == "mongod"]
        return {
            "app": sum(one.user + one.system for one in times),
            "kernel": sum(one.system for one in times),
            "mongod": sum(sum(one.cpu_times()[:2]) for one in mongod),
            "load": sum(psutil.Process().cpu_times()[:2]),
            "switches": sum(_switches(one.pid) for one in app),
        }


def _switches(pid: int) -> int:
    """Of all threads."""
    counts = (path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status"))
    lines = (line for text in counts for line in text.splitlines() if "ctxt_switches" in line)
    return sum(int(line.rsplit(maxsplit=1)[1]) for line in lines)


def _told(name: str, seen: Sequence[Figures]) -> str:
    one: dict[str, Any] = {key: middle([figures[key] for figures in seen]) for key in seen[0]}
    return (
        "{name}: {rate:,.0f} a second; of each in microseconds: its processes {app:.0f} (of it the "
        "kernel {kernel:.0f}, {switches:.0f} changes of threads), MongoDB {mongod:.0f}, the load "
        "{load:.0f}; the cores idle for {idle:.0f} %"
    ).format(name=name, **one)


@click.command()
@click.option("--turns", default=5, show_default=True, type=click.IntRange(1))
@click.option("--people", default=4_000, show_default=True, type=click.IntRange(500))
def main(turns: int, people: int) -> None:
    """Rates, CPU and idle cores of both."""
    with real_parts(ROOT / "var" / "logs" / "bench" / "crowd.log") as parts:
        wishes = Wishes(parts, people, turns, Screen(), frozenset())
        ours, other = Watch(parts), Watch(parts)
        for _ in range(turns):
            check_ins(wishes, people, ours)
            bare(wishes, people, other)
    click.echo(_told("check-in", ours.seen))
    click.echo(_told("bare app", other.seen))


if __name__ == "__main__":
    main()
