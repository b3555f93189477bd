"""Takes each event for a new one: repeats count twice."""

import json
from typing import Any

from kombu import Connection, Consumer, Queue

from shared.ids import new_id
from tests.benchmarks.contenders.bare_limit import QUEUE, pour
from tests.benchmarks.contenders.books import credit_many
from tests.benchmarks.contenders.program import AMQP_URI, database, main, own_books

CHOICES = [{"messages": 1, "packed": False}, {"messages": 2, "packed": False}]


def consume() -> None:
    ledger = database()

    def take(message: Any) -> None:
        events = json.loads(message.body)
        for event in events:
            event["data"]["attendance_id"] = new_id()
        credit_many(ledger, own_books(), events)
        message.ack()

    with Connection(AMQP_URI) as connection:
        queue = Queue(QUEUE, queue_arguments={"x-queue-type": "quorum"})
        queue(connection.default_channel).declare()
        with Consumer(connection, [queue], on_message=take, prefetch_count=1):
            while True:
                connection.drain_events()


if __name__ == "__main__":
    main(consume, pour)
