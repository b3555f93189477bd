"""What every contender's program shares: its surroundings and its two roads."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from shared.contracts.envelope import Event
from tests.benchmarks import wire
from tests.benchmarks.contenders.books import Books
from tests.benchmarks.job import Db, events_with_repeats, ledger

AMQP_URI = os.environ.get("AMQP_URI", "")
MONGO_URI = os.environ.get("MONGO_URI", "")
MONGO_DATABASE = os.environ.get("MONGO_DATABASE", "")
CHOICE: dict[str, Any] = json.loads(os.environ.get("CHOICE", "{}"))


def database() -> Db:
    """The round's own database."""
    return ledger(MONGO_URI, MONGO_DATABASE)


@cache
def own_books() -> Books:
    """The books a peer keeps."""
    return Books(os.environ["SHAPE"])


def main(consume: Callable[[], None], pour: Callable[[Sequence[Event]], None]) -> None:
    """Run as the command line says."""
    if sys.argv[1] == "consume":
        if "SHAPE" in os.environ:
            ledger_ = database()
            own_books().prepare(ledger_)
            ledger_.client.close()
        consume()
        return
    events = events_with_repeats(
        int(sys.argv[2]), organisations=int(os.environ.get("ORGANISATIONS", "12"))
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    pour(events)


def pour_plain(exchange: str, key: str, bodies: Sequence[bytes], content_type: str) -> None:
    """Publish durable messages with pipelined confirms, a thousand on the way at a time."""
    wire.publish(AMQP_URI, exchange, key, bodies, content_type=content_type)
