"""A race: contenders credit the same events in turn, round by round, on fresh databases."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from pymongo import MongoClient

from tests.benchmarks import queues
from tests.benchmarks.entrants import OF_KINDHOURS, Missing, choices_of, in_words, module_of
from tests.benchmarks.job import Db, ledger
from tests.benchmarks.parts import Child, Parts
from tests.benchmarks.verify import credited, faults_in

_PATIENCE_SECONDS = 240.0
_SILENCE_SECONDS = 0.3
_CLOSE = 0.8
"""Of the quickest: a setting that does as much on a small lap may be the best one."""
_MOST = 3


class Inexact(RuntimeError):
    """Raised when a ledger is wrong before the rounds have begun."""


@dataclass(frozen=True)
class Lap:
    """One contender's round: ``rate`` in credits a second, ``cpu`` in seconds per 1,000;
    ``aborted``: transactions per 1,000 credits that met another one and had to begin again."""

    name: str
    choice: dict[str, Any]
    credits: int
    seconds: float
    rate: float
    cpu: float
    memory_mb: float
    faults: list[str]
    aborted: float = 0.0


def run_lap(
    parts: Parts,
    name: str,
    choice: dict[str, Any],
    count: int,
    *,
    look: Callable[[Db], object] | None = None,
) -> Lap:
    """Credit ``count`` events; the clock runs from the first publish to the last credit.

    ``look`` is called with the database when all is done and the consumer still runs. Raises
    Missing.
    """
    queues.delete_all(parts.amqp_uri)
    base = f"bench_{name.rpartition('.')[2]}_{time.monotonic_ns()}"
    books = ledger(parts.mongo_uri, base)
    environment = {key.upper(): str(value) for key, value in choice.items()}
    environment |= {"MONGO_DATABASE": base, "CHOICE": json.dumps(choice)}
    if name not in OF_KINDHOURS:
        environment["SHAPE"] = parts.shape
    consumer = parts.start(module_of(name), "consume", **environment)
    pourer = parts.start(module_of(name), "pour", str(count), **environment)
    try:
        return _watch(parts, books, consumer, pourer, (name, choice, count), look)
    finally:
        parts.end(pourer)
        parts.end(consumer)
        with suppress(Exception):  # MongoDB may be what ended the round
            books.client.drop_database(base)
        books.client.close()


def _watch(
    parts: Parts,
    books: Db,
    consumer: Child,
    pourer: Child,
    what: tuple[str, dict[str, Any], int],
    look: Callable[[Db], object] | None,
) -> Lap:
    name, choice, count = what
    if parts.line_of(pourer) != "ready":
        raise Missing("its publisher could not be started; its log says why")
    _wait(lambda: queues.heard(parts.amqp_uri), consumer)
    used, aborted = parts.cpu_seconds(consumer, pourer), _aborted(books)
    started = time.perf_counter()
    parts.tell(pourer, "go")
    _wait(lambda: credited(books) >= count, consumer)
    seconds = time.perf_counter() - started
    used = parts.cpu_seconds(consumer, pourer) - used
    memory = parts.memory(consumer)
    pourer.wait(timeout=60)
    _wait(lambda: not queues.waiting(parts.amqp_uri), consumer)
    _wait(_Silence(books), consumer)
    if look:
        look(books)
    return Lap(name, choice, count, round(seconds, 3), round(count / seconds, 1),
               round(used / count * 1000, 4), round(memory / 2**20, 1),
               faults_in(books, count),
               round((_aborted(books) - aborted) / count * 1000, 2))  # fmt: skip


def _aborted(books: Db) -> int:
    """Transactions MongoDB has aborted so far."""
    return int(books.client.admin.command("serverStatus")["transactions"]["totalAborted"])


class _Silence:
    """Whether nothing was written for a moment: repeats in hand might still do harm."""

    def __init__(self, books: Db) -> None:
        self._client: MongoClient[dict[str, Any]] = books.client
        self._seen = -1
        self._since = 0.0

    def __call__(self) -> bool:
        counters = self._client.admin.command("serverStatus")["opcounters"]
        written = counters["insert"] + counters["update"]
        if written != self._seen:
            self._seen, self._since = written, time.monotonic()
        return time.monotonic() - self._since > _SILENCE_SECONDS


def best_choice(
    parts: Parts, name: str, counts: tuple[int, int], say: Callable[[str], None]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Try each setting on a small lap, where there are several, and up to three that come close
    to the quickest on a whole one, which decides: some are quick for a second only. ``counts``:
    the events of either.

    The best setting, and the last rate of each. Raises Missing when none works, and Inexact.
    """
    choices = choices_of(name)
    if len(choices) == 1:
        return choices[0], []
    small, whole = counts
    laps = last = _try_out(parts, name, choices, small, say)
    first = sorted(laps, key=lambda lap: lap.rate, reverse=True)
    close = [lap.choice for lap in first[:_MOST] if lap.rate >= first[0].rate * _CLOSE]
    if len(close) > 1:
        last = _try_out(parts, name, close, whole, say)
    tried = {in_words(lap.choice): {"choice": lap.choice, "rate": lap.rate} for lap in laps + last}
    return max(last, key=lambda lap: lap.rate).choice, list(tried.values())


def _try_out(
    parts: Parts,
    name: str,
    choices: Sequence[dict[str, Any]],
    count: int,
    say: Callable[[str], None],
) -> list[Lap]:
    """A lap of each setting that works. Raises Missing when none does, and Inexact."""
    laps, trouble = list[Lap](), Missing("it has no settings")
    for choice in choices:
        try:
            lap = run_lap(parts, name, choice, count)
        except Missing as fault:
            say(f"{name} {in_words(choice)}: {fault}")
            trouble = fault
            continue
        if lap.faults:
            raise Inexact(f"{name} {in_words(choice)}: {'; '.join(lap.faults)}")
        say(f"{name} {in_words(choice)}: {lap.rate:,.0f}/s")
        laps.append(lap)
    if not laps:
        raise trouble
    return laps


def as_rows(laps: Sequence[Lap]) -> list[dict[str, Any]]:
    """Laps as plain data."""
    return [asdict(lap) for lap in laps]


def _wait(condition: Callable[[], Any], consumer: Child) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if consumer.poll() is not None:
            raise Missing(f"it ended with {consumer.returncode}; its log says why")
        if time.monotonic() > end:
            raise Missing(f"not done after {_PATIENCE_SECONDS:.0f} s")
        time.sleep(0.01)
