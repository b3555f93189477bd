"""A plain kombu loop with batches, one event a message: what a good engineer writes in an hour."""

import json
from collections.abc import Sequence
from typing import Any

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
    {"batch": 100, "prefetch": 300},
    {"batch": 400, "prefetch": 800},
    {"batch": 400, "prefetch": 2000},
    {"batch": 1000, "prefetch": 3000},
]
QUEUE = "kombu_batches"


def consume() -> None:
    ledger, books, most = database(), own_books(), CHOICE["batch"]
    waiting: list[Any] = []
    with Connection(AMQP_URI) as connection:
        queue = Queue(QUEUE, queue_arguments={"x-queue-type": "quorum"})
        queue(connection.default_channel).declare()
        prefetch = CHOICE["prefetch"]
        with Consumer(connection, [queue], on_message=waiting.append, prefetch_count=prefetch):
            while True:
                try:
                    connection.drain_events(timeout=0.01 if waiting else 1)
                except TimeoutError:
                    pass
                else:
                    if len(waiting) < most:
                        continue
                if waiting:
                    credit_many(ledger, books, [json.loads(one.body) for one in waiting])
                    waiting[-1].ack(multiple=True)
                    waiting.clear()


def pour(events: Sequence[Event]) -> None:
    pour_plain("", QUEUE, [json.dumps(event).encode() for event in events], "application/json")


if __name__ == "__main__":
    main(consume, pour)
