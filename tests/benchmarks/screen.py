"""What the person who waits for a bench sees: lines, and under them how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Screen:
    """Bars on a terminal only; elsewhere just the lines."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(), console=self._console, transient=True,
            disable=not self._console.is_terminal,
        )  # fmt: skip
        self._all = self._bars.add_task("bench", total=None)
        self._one = self._bars.add_task("", total=None, visible=False)
        self._name = "bench"

    @contextmanager
    def measures(self, count: int) -> Iterator[None]:
        """While so many measures are made."""
        self._bars.update(self._all, total=count)
        with self._bars:
            yield

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """While one of them is made."""
        self._name = name
        self._bars.reset(self._one, description=name, total=None, visible=True)
        try:
            yield
        finally:
            self._name = "bench"
            self._bars.update(self._one, visible=False)
            self._bars.advance(self._all)

    def expect(self, steps: int) -> None:
        """The measure in hand has so many steps (more)."""
        known = self._bars.tasks[self._one].total or 0
        self._bars.update(self._one, total=known + steps)

    def step(self) -> None:
        """One of them is done."""
        self._bars.advance(self._one)

    def say(self, line: str) -> None:
        """A line that stays."""
        self._bars.console.print(f"[{self._name}] {line}", markup=False)
