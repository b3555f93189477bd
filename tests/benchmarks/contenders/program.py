"""What every contender's program shares: its surroundings and its two roads."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from shared.contracts.envelope import Event
from tests.benchmarks.job import Db, events_with_repeats, ledger

AMQP_URI = os.environ.get("AMQP_URI", "")
CHOICE: dict[str, Any] = json.loads(os.environ.get("CHOICE", "{}"))


def database() -> Db:
    """The round's own database."""
    return ledger(os.environ["MONGO_URI"], os.environ["MONGO_DATABASE"])


def main(consume: Callable[[], None], pour: Callable[[Sequence[Event]], None]) -> None:
    """Run as the command line says."""
    if sys.argv[1] == "consume":
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
    from amqp.basic_message import Message
    from kombu import Connection

    with Connection(AMQP_URI) as connection:
        channel: Any = connection.default_channel
        channel.confirm_select()
        done = 0

        def on_ack(tag: int, multiple: bool) -> None:
            nonlocal done
            done = max(done, tag)

        channel.events["basic_ack"].add(on_ack)
        for number, body in enumerate(bodies, 1):
            message = Message(body, content_type=content_type, content_encoding="utf-8",
                              delivery_mode=2)  # fmt: skip
            channel.basic_publish(message, exchange=exchange, routing_key=key)
            while number - done > 1000:
                connection.drain_events(timeout=30)
        while done < len(bodies):
            connection.drain_events(timeout=30)
