"""What the machine and the machinery give at most, measured in the same run."""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from kombu import Connection, Consumer, Queue
from pymongo import MongoClient

from shared.ids import new_id
from tests.benchmarks import wire
from tests.benchmarks.contenders.books import Books
from tests.benchmarks.job import attendance
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

QUEUE = "bench_limits"
BODY = b"x" * 900
_BULK = 200
_STILL_SECONDS = 10


def measure(wishes: Wishes) -> list[Result]:
    """The limits are no goals; they stand beside them so that others can judge."""
    uri = wishes.parts.amqp_uri
    many, few = wishes.size(20_000, 2_000), wishes.size(2_000, 200)
    rows = wishes.size(50_000, 4_000)
    books = Books(wishes.parts.shape)
    sizes: dict[str, tuple[Callable[[int], float], int]] = {
        "fdatasync of 900 bytes": (_fdatasync, wishes.size(500, 50)),
        "publish without confirms": (lambda n: _publish(uri, n, window=0), many),
        "publish with a thousand confirms on the way": (
            lambda n: _publish(uri, n, window=1_000), many,
        ),
        "publish and wait for each confirm": (lambda n: _publish(uri, n, window=1), few),
        "drain a quorum queue": (lambda n: _drain(uri, n), many),
        f"insert plain rows, {_BULK} at once, majority": (
            lambda n: _bulk(wishes.parts.mongo_uri, [{"at": i, "body": BODY} for i in range(n)]),
            rows,
        ),
        f"insert journals like ours, {_BULK} at once, majority": (
            lambda n: _bulk(wishes.parts.mongo_uri, _journals(books, n)), rows,
        ),
    }  # fmt: skip
    wishes.screen.expect(wishes.rounds * len(sizes))
    rounds: list[dict[str, Any]] = []
    for _ in range(wishes.rounds):
        found: dict[str, float] = {}
        for name, (of, count) in sizes.items():
            found[name] = round(of(count), 1)
            wishes.say(f"{name}: {found[name]:,.0f}/s")
            wishes.screen.step()
        rounds.append(found)
    details = {name: middle([one[name] for one in rounds]) for name in sizes}
    return [Result("limits", "", "a second", 0, rounds=rounds, exact=True, details=details)]


def _journals(books: Books, count: int) -> list[dict[str, Any]]:
    return [
        row
        for start in range(0, count, _BULK)
        for row in books.rows([attendance(n) for n in range(start, min(start + _BULK, count))])
    ]


def _fdatasync(count: int) -> float:
    with tempfile.NamedTemporaryFile() as file:
        started = time.perf_counter()
        for _ in range(count):
            os.write(file.fileno(), BODY)
            os.fdatasync(file.fileno())
        return count / (time.perf_counter() - started)


def _publish(uri: str, count: int, *, window: int, leave: bool = False) -> float:
    with Connection(uri) as connection:
        channel: Any = connection.default_channel
        channel.queue_delete(QUEUE)
        quorum = {"x-queue-type": "quorum"}
        channel.queue_declare(QUEUE, durable=True, auto_delete=False, arguments=quorum)
        started = time.perf_counter()
        wire.publish(uri, "", QUEUE, [BODY] * count, window=window)
        seconds = time.perf_counter() - started
        _arrived(channel, count, lossless=window > 0)
        if not leave:
            channel.queue_delete(QUEUE)
    return count / seconds


def _arrived(channel: Any, count: int, *, lossless: bool) -> None:
    """Wait until ``count`` messages are in the queue. What was published without confirms may have
    been lost, as the broker says of such messages: then until no more come."""
    there, since = 0, time.monotonic()
    while there < count:
        found = channel.queue_declare(QUEUE, passive=True).message_count
        if found > there:
            there, since = found, time.monotonic()
        elif time.monotonic() - since > _STILL_SECONDS:
            if lossless:
                raise RuntimeError(f"{count - there:,} confirmed messages are not in the queue")
            return
        time.sleep(0.02)


def _drain(uri: str, count: int) -> float:
    _publish(uri, count, window=1_000, leave=True)
    with Connection(uri) as connection:
        taken: list[Any] = []
        started = time.perf_counter()
        with Consumer(
            connection, [Queue(QUEUE, no_declare=True)], on_message=taken.append,
            prefetch_count=1_000, auto_declare=False,
        ):  # fmt: skip
            while len(taken) < count:
                connection.drain_events(timeout=30)
                if len(taken) % 500 == 0:
                    taken[-1].ack(multiple=True)
        seconds = time.perf_counter() - started
        connection.channel().queue_delete(QUEUE)
    return count / seconds


def _bulk(uri: str, rows: list[dict[str, Any]]) -> float:
    with MongoClient[dict[str, Any]](uri, w="majority") as client:
        database = client[f"bench_limits_{new_id()}"]
        started = time.perf_counter()
        for start in range(0, len(rows), _BULK):
            database["rows"].insert_many(rows[start : start + _BULK], ordered=False)
        seconds = time.perf_counter() - started
        client.drop_database(database.name)
    return len(rows) / seconds
