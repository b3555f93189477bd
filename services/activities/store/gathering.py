"""Writes of many requests in one round trip: what comes while one is under way goes with the next.

A morning's check-ins come by the dozen to every process, and each is a write of its own row. Sent
together they cost MongoDB and us less than half, and wait for the same journal. There is no timer:
who comes alone writes at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class _Waiting(Generic[Item]):
    """One who waits in her own thread until she is called: to her outcome, or to write."""

    item: Item
    outcome: bool | BaseException | None = None
    _baton: Lock = field(default_factory=Lock)
    """Locked from the start; whoever calls her opens it. Half the work of an Event."""

    def __post_init__(self) -> None:
        self._baton.acquire()

    def wait(self) -> None:
        self._baton.acquire()

    def call(self) -> None:
        self._baton.release()


class Gathering(Generic[Item]):
    """Calls ``write`` with the items of all threads that wait; it says of each what became of it.

    What ``write`` raises is raised in all of these threads.
    """

    def __init__(self, write: Callable[[list[Item]], list[bool]]) -> None:
        self._write = write
        self._guard = Lock()
        self._waiting: list[_Waiting[Item]] = []
        self._writing = False

    def __call__(self, item: Item) -> bool:
        mine = _Waiting(item)
        with self._guard:
            self._waiting.append(mine)
            first, self._writing = not self._writing, True
        if not first:
            mine.wait()
        if mine.outcome is None:
            self._write_for_all()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return bool(mine.outcome)

    def _write_for_all(self) -> None:
        """Write for all who wait, then call the first who came meanwhile, and them.

        In this order: the next write is under way before so many threads make their answers.
        """
        with self._guard:
            those, self._waiting = self._waiting, []
        try:
            outcomes: Sequence[bool | BaseException] = self._write([one.item for one in those])
        except BaseException as fault:
            outcomes = [fault] * len(those)
        for one, outcome in zip(those, outcomes, strict=True):
            one.outcome = outcome
        with self._guard:
            following = self._waiting[:1]
            self._writing = bool(following)
        for one in (*following, *those):
            one.call()
