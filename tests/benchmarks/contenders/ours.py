"""Kindhours itself: the hours worker as it runs in production, poured as the relay pours."""

import os
import sys
from collections.abc import Sequence

from kombu import Connection

from shared.contracts.catalogue import exchange_of
from shared.contracts.envelope import CONTENT_TYPE, EVENTS_A_MESSAGE, Event
from shared.messaging import topology
from shared.messaging.publisher import encode
from tests.benchmarks.contenders.program import AMQP_URI, main, pour_plain

CHOICES = [{"batch_events": 400}, {"batch_events": 800}, {"batch_events": 1_600}]


def consume() -> None:
    with Connection(AMQP_URI) as connection:
        topology.declare(connection)
    command = [sys.executable, "-m", "services.hours.worker"]
    os.execv(command[0], command)  # noqa: S606


def pour(events: Sequence[Event]) -> None:
    lots = [
        events[start : start + EVENTS_A_MESSAGE]
        for start in range(0, len(events), EVENTS_A_MESSAGE)
    ]
    kind = events[0]["type"]
    pour_plain(exchange_of(kind), kind, [encode(lot) for lot in lots], CONTENT_TYPE)


if __name__ == "__main__":
    main(consume, pour)
