"""P13: the drain rate with a million events waiting, against ten thousand."""

import time
from collections.abc import Callable
from typing import Any

from kombu import Connection
from pymongo import MongoClient

from shared.contracts.catalogue import exchange_of
from shared.contracts.envelope import EVENTS_A_MESSAGE
from shared.ids import new_id
from shared.messaging import topology
from shared.messaging.publisher import Publisher, encode
from tests.benchmarks.job import attendance
from tests.benchmarks.race import PLACE
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

KIND = "activities.attendance_recorded"
HANDLER = "hours.credit_attendance"
_PATIENCE_SECONDS = 600.0


def measure(wishes: Wishes) -> list[Result]:
    """The first credits of each backlog, on fresh ledgers."""
    few, many = wishes.size(10_000, 2_000), wishes.size(1_000_000, 10_000)
    rounds = []
    for _ in range(min(2, wishes.rounds)):
        small = _drain(wishes, few, few)
        large = _drain(wishes, many, few)
        wishes.say(f"{few:,} waiting {small:,.0f}/s, {many:,} waiting {large:,.0f}/s")
        rounds.append({"ours": large, "other": small})
    value = middle([one["ours"] / one["other"] for one in rounds])
    return [
        Result(
            "P13",
            "≥ 0.8",
            "times",
            round(value, 3),
            middle([one["ours"] for one in rounds]),
            middle([one["other"] for one in rounds]),
            rounds,
            True,
            f"{many:,} events waiting against {few:,}",
        )
    ]


def _drain(wishes: Wishes, waiting: int, count: int) -> float:
    """Credits a second over the first ``count`` of ``waiting`` events."""
    name = f"bench_backlog_{new_id()}"
    with (
        MongoClient[dict[str, Any]](wishes.parts.mongo_uri) as client,
        Connection(wishes.parts.amqp_uri) as connection,
    ):
        topology.declare(connection)
        connection.default_channel.queue_purge(HANDLER)
        _pour(connection, waiting)
        journals = client[name]["journals"]
        worker = wishes.parts.start(PLACE + "ours", "consume", MONGO_DATABASE=name)
        try:
            _until(lambda: journals.estimated_document_count() > 0)
            first, started = journals.estimated_document_count(), time.perf_counter()
            _until(lambda: journals.estimated_document_count() >= count)
            seconds = time.perf_counter() - started
            done = journals.estimated_document_count()
        finally:
            wishes.parts.end(worker)
            connection.channel().queue_purge(HANDLER)
            client.drop_database(name)
    return (done - first) / seconds


def _pour(connection: Connection, count: int) -> None:
    publisher = Publisher(connection)
    for start in range(0, count, EVENTS_A_MESSAGE * 50):
        lots = range(start, min(start + EVENTS_A_MESSAGE * 50, count), EVENTS_A_MESSAGE)
        publisher.publish(
            [
                (exchange_of(KIND), KIND, encode([attendance(n) for n in _lot(lot, count)]), {})
                for lot in lots
            ]
        )


def _lot(start: int, count: int) -> range:
    return range(start, min(start + EVENTS_A_MESSAGE, count))


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("the backlog is not drained")
        time.sleep(0.005)
