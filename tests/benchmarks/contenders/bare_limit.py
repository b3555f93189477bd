"""The bare limit: a raw kombu loop, a hundred events a message, the same writes, no framework.

No contract is checked, no overlap looked for in what is there, no star reached, nobody told,
nothing logged; a fault ends the process.
"""

import zlib
from collections.abc import Sequence
from typing import Any

import orjson
from kombu import Connection, Consumer, Queue

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import credit_many
from tests.benchmarks.contenders.program import (
    AMQP_URI,
    CHOICE,
    database,
    main,
    own_books,
    pour_plain,
)

CHOICES = [
    {"messages": 2, "packed": False},
    {"messages": 4, "packed": False},
    {"messages": 4, "packed": True},
    {"messages": 8, "packed": True},
    {"messages": 16, "packed": True},
]
QUEUE = "bare_limit"
A_MESSAGE = 100


def consume() -> None:
    ledger, books, most = database(), own_books(), CHOICE["messages"]
    waiting: list[Any] = []
    with Connection(AMQP_URI) as connection:
        queue = Queue(QUEUE, queue_arguments={"x-queue-type": "quorum"})
        queue(connection.default_channel).declare()
        with Consumer(connection, [queue], on_message=waiting.append, prefetch_count=most * 4):
            while True:
                try:
                    connection.drain_events(timeout=0.001 if waiting else 1)
                except TimeoutError:
                    pass
                else:
                    if len(waiting) < most:
                        continue
                if waiting:
                    events = [event for one in waiting for event in _read(one.body)]
                    credit_many(ledger, books, events)
                    waiting[-1].ack(multiple=True)
                    waiting.clear()


def _read(body: bytes) -> list[Event]:
    found: list[Event] = orjson.loads(zlib.decompress(body) if CHOICE["packed"] else body)
    return found


def pour(events: Sequence[Event]) -> None:
    lots = [events[start : start + A_MESSAGE] for start in range(0, len(events), A_MESSAGE)]
    bodies = [orjson.dumps(lot) for lot in lots]
    if CHOICE["packed"]:
        bodies = [zlib.compress(body, 1) for body in bodies]
    pour_plain("", QUEUE, bodies, "application/json")


if __name__ == "__main__":
    main(consume, pour)
