"""Progress bars in a terminal, a line a phase elsewhere; and how long each phase took."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

Item = TypeVar("Item")
Found = TypeVar("Found")


class Phases:
    """Runs work over many threads and shows how far it is.

    ``seconds`` and ``counts`` by the name of the phase. A phase that comes again goes on where it
    was.
    """

    def __init__(self, console: Console, *, threads: int) -> None:
        self.console = console
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="phone")
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, int] = {}

    def __enter__(self) -> "Phases":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the bars; what has not begun is dropped, what runs is waited for."""
        self._pool.shutdown(cancel_futures=True)
        self._bars.stop()

    @contextmanager
    def phase(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """A phase of ``total`` steps; yields a function to tell how many more are done."""
        task = self._task(name, total)
        started = time.monotonic()

        def tell(steps: int) -> None:
            self.counts[name] = self.counts.get(name, 0) + steps
            self._bars.advance(task, steps)

        try:
            yield tell
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - started
            self._line(name)

    def all(
        self, name: str, items: Iterable[Item], work: Callable[[Item], Found], *, total: int = 0
    ) -> list[Found]:
        """``work`` on each item, many at a time; the results in the items' order.

        Raises the first exception and drops what has not begun.
        """
        listed = list(items)
        with self.phase(name, total or len(listed)) as tell:

            def one(item: Item) -> Found:
                found = work(item)
                tell(1)
                return found

            running = [self._pool.submit(one, item) for item in listed]
            try:
                wait(running, return_when=FIRST_EXCEPTION)
                return [task.result() for task in running]
            finally:
                for task in running:
                    task.cancel()

    def end(self) -> None:
        """Take the bars down, so that what is printed from now on stays below them."""
        self._bars.stop()

    def figures(self) -> dict[str, Any]:
        """{phase: {seconds, steps}}, for the report."""
        return {
            name: {"seconds": round(spent, 2), "steps": self.counts.get(name, 0)}
            for name, spent in self.seconds.items()
        }

    def _line(self, name: str) -> None:
        """Without a terminal: how far a phase is, told when as much has come again."""
        count, told = self.counts.get(name, 0), self._told.get(name, 0)
        if not self.console.is_terminal and count > 2 * told:
            self._told[name] = count
            self.console.print(f"{name}  {count:,}  {self.seconds[name]:.1f} s", highlight=False)

    def _task(self, name: str, total: int) -> TaskID:
        if name in self._tasks:
            task = self._tasks[name]
            known = next(one for one in self._bars.tasks if one.id == task)
            self._bars.update(task, total=max(known.total or 0, known.completed + total))
        else:
            task = self._tasks[name] = self._bars.add_task(name, total=total)
        return task
