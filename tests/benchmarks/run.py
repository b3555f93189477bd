"""One run of the bench: measure by measure, each on fresh parts, each kept whole or not at all."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.notebook import Notebook
from tests.benchmarks.pace import Pace, pace, slowest
from tests.benchmarks.parts import Parts, real_parts
from tests.benchmarks.result import Result
from tests.benchmarks.screen import Screen
from tests.benchmarks.wishes import Wishes

Measure = Callable[[Wishes], list[Result]]
Measures = Mapping[str, tuple[tuple[str, ...], Measure]]
"""{name: (the results it can give, how)}"""


class Busy(RuntimeError):
    """Raised when another bench runs in this folder: they would spoil each other's figures."""


@dataclass
class Run:
    """``start_parts`` starts the servers of a measure, given the file for what is printed."""

    notes: Notebook
    screen: Screen
    events: int
    rounds: int
    logs: Path
    start_parts: Callable[[Path], AbstractContextManager[Parts]] = real_parts
    trouble: list[str] = field(default_factory=list)

    def make(self, measures: Measures, only: str) -> None:
        """Make what is wanted and not yet made; ``trouble`` names what went wrong."""
        open_ = {name: self._open(name, goals, only) for name, (goals, _) in measures.items()}
        with self.screen.measures(sum(bool(goals) for goals in open_.values())):
            for name, goals in open_.items():
                if goals:
                    with self.screen.measure(name):
                        self._make(name, measures[name][1], goals)
                elif wanted(only, name, measures[name][0]):
                    self.screen.say(f"{name}: kept from before this run was stopped")
        if not self.trouble:
            self.notes.finish()

    def _open(self, name: str, goals: tuple[str, ...], only: str) -> frozenset[str]:
        return frozenset(one for one in wanted(only, name, goals) if not self.notes.done(one))

    def _make(self, name: str, measure: Measure, goals: frozenset[str]) -> None:
        self.screen.say("begins")
        before, paces = pace(), list[Pace]()
        try:
            with self.start_parts(self.logs / f"{name}.log") as parts:
                self.notes.keep("machine", {**self.notes.kept["machine"], **parts.versions})
                wishes = Wishes(parts, self.events, self.rounds, self.screen, goals)
                paces = wishes.paces
                results = [one for one in measure(wishes) if one.name in goals]
        except Exception as fault:
            self.trouble.append(f"{name} could not be measured: {type(fault).__name__}: {fault}")
            self.screen.say(self.trouble[-1])
            return
        slow = slowest([before, *paces, pace()])
        for result in results:
            self.notes.write(result, self.events, self.rounds, slow)
            self._tell(result)

    def _tell(self, result: Result) -> None:
        if result.wrong:
            self.trouble.append(f"{result.name} is NOT EXACT: the verifier found a wrong ledger")
            self.screen.say(self.trouble[-1])
        elif result.value is None:
            self.screen.say(f"{result.name}: not measured: {result.note}")
        elif result.goal:
            verdict = "reached" if result.reached else "NOT reached"
            self.screen.say(
                f"{result.name}: {result.value} {result.unit}, goal {result.goal}: {verdict}"
            )


def wanted(only: str, name: str, goals: tuple[str, ...]) -> list[str]:
    """Which results of a measure ``--only`` means: all without it; P10 means P10-roster too."""
    words = {word.strip().lower() for word in only.split(",") if word.strip()}
    if not words or name.lower() in words:
        return list(goals)
    return [one for one in goals if {one.lower(), one.lower().split("-")[0]} & words]


@contextmanager
def own_folder(folder: Path) -> Iterator[Path]:
    """A place for everything temporary, emptied before and removed after: what a bench that was
    killed left there goes with the next one. Raises Busy."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise Busy("another bench runs here") from taken
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        before, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = before
            shutil.rmtree(folder, ignore_errors=True)
