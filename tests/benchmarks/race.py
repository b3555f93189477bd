"""A race: contenders credit the same events in turn, round by round, on fresh databases."""

import importlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from kombu import Connection
from pymongo import MongoClient

from tests.benchmarks.job import Db, faults_of, ledger
from tests.benchmarks.parts import Parts

PLACE = "tests.benchmarks.contenders."
ONE_AT_A_TIME = ("nameko_stock", "celery_peer", "dramatiq_peer", "faststream_peer", "taskiq_peer")
BATCHING = ("celery_batches_peer", "kombu_batches")
OWN_BOOKS = ("ours", "bare_limit")
_PATIENCE_SECONDS = 240.0


class Missing(Exception):
    """Raised when a contender cannot be started; the bench says so and goes on."""


@dataclass(frozen=True)
class Lap:
    """One contender's round: ``rate`` in credits a second, ``cpu`` in seconds per 1,000."""

    name: str
    choice: dict[str, Any]
    credits: int
    seconds: float
    rate: float
    cpu: float
    memory_mb: float
    faults: list[str]


def choices_of(name: str) -> list[dict[str, Any]]:
    """The settings worth trying. Raises Missing when the contender is not installed."""
    try:
        return list(importlib.import_module(PLACE + name).CHOICES)
    except ImportError as fault:
        raise Missing(f"{name}: {fault}") from fault


def run_lap(
    parts: Parts,
    name: str,
    choice: dict[str, Any],
    count: int,
    *,
    database: str | None = None,
) -> Lap:
    """Credit ``count`` events; the clock runs from the first publish to the last credit."""
    _empty_queues(parts)
    base = database or f"bench_{name}_{time.monotonic_ns()}"
    environment = {key.upper(): str(value) for key, value in choice.items()}
    environment |= {"MONGO_DATABASE": base, "CHOICE": json.dumps(choice)}
    client: MongoClient[dict[str, Any]] = MongoClient(parts.mongo_uri)
    books = ledger(parts.mongo_uri, base)["journals" if name in OWN_BOOKS else "credits"]
    consumer = parts.start(PLACE + name, "consume", **environment)
    pourer = parts.start(PLACE + name, "pour", str(count), **environment)
    try:
        _wait(lambda: pourer.stdout.readline() == "ready\n", consumer)  # type: ignore[union-attr]
        _wait(lambda: _listening(parts), consumer)
        used = parts.cpu_seconds(consumer, pourer)
        started = time.perf_counter()
        pourer.stdin.write("go\n")  # type: ignore[union-attr]
        pourer.stdin.flush()  # type: ignore[union-attr]
        _wait(lambda: books.estimated_document_count() >= count, consumer)
        seconds = time.perf_counter() - started
        used = parts.cpu_seconds(consumer, pourer) - used
        memory = parts.memory(consumer)
        pourer.wait(timeout=60)
        _wait(lambda: not _waiting(parts), consumer)
        faults = _verify(books.database, name, count)
    finally:
        parts.end(pourer)
        parts.end(consumer)
        if database is None:
            client.drop_database(base)
        client.close()
    return Lap(name, choice, count, round(seconds, 3), round(count / seconds, 1),
               round(used / count * 1000, 4), round(memory / 2**20, 1), faults)  # fmt: skip


def best_choice(parts: Parts, name: str, count: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Try each setting once on a small lap and keep the quickest."""
    tried = []
    for choice in choices_of(name):
        lap = run_lap(parts, name, choice, count)
        say(f"{name} {choice}: {lap.rate:,.0f}/s")
        tried.append(lap)
    return max(tried, key=lambda lap: lap.rate).choice


def as_row(lap: Lap) -> dict[str, Any]:
    """A lap as plain data."""
    return asdict(lap)


def _verify(database: Db, name: str, count: int) -> list[str]:
    if name in OWN_BOOKS:
        rows = (
            {
                "volunteer_id": row["lines"][0]["account"],
                "organisation_id": row["lines"][1]["account"],
                "minutes": row["lines"][0]["minutes"],
            }
            for row in database["journals"].find({}, {"lines": 1})
        )
        balances = {
            ("o" if row["_id"].startswith("issued") else "") + row["_id"]: row["minutes"]
            for row in database["accounts"].find()
        }
        return faults_of(rows, balances, count)
    sums = {row["_id"]: row["minutes"] for row in database["balances"].find()}
    return faults_of(database["credits"].find(), sums, count)


def _wait(condition: Callable[[], Any], consumer: Any) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if consumer.poll() is not None:
            raise Missing(f"it ended with {consumer.returncode}; its log says why")
        if time.monotonic() > end:
            raise Missing(f"not done after {_PATIENCE_SECONDS:.0f} s")
        time.sleep(0.01)


def _queues(parts: Parts) -> list[tuple[str, int, int]]:
    """Name, messages ready and consumers of the queues that the contenders use."""
    found = []
    with Connection(parts.amqp_uri) as connection:
        for name in (*(PEER_QUEUES), "hours.credit_attendance"):
            channel = connection.channel()
            try:
                declared = channel.queue_declare(name, passive=True)
                found.append((name, declared.message_count, declared.consumer_count))
                channel.close()
            except connection.channel_errors:
                continue
    return found


PEER_QUEUES = (
    "evt-activities-attendance_recorded--bank.credit", "celery_peer", "celery_batches_peer",
    "dramatiq_peer", "faststream_peer", "taskiq_peer", "kombu_batches", "bare_limit",
)  # fmt: skip


def _listening(parts: Parts) -> bool:
    return any(consumers for _, _, consumers in _queues(parts))


def _waiting(parts: Parts) -> int:
    return sum(ready for _, ready, _ in _queues(parts))


def _empty_queues(parts: Parts) -> None:
    with Connection(parts.amqp_uri) as connection:
        for name, _, _ in _queues(parts):
            connection.channel().queue_delete(name)
