"""Raw publishing on AMQP: durable messages, with many confirms on the way, one each or none."""

from collections.abc import Sequence
from typing import Any

from amqp.basic_message import Message
from kombu import Connection

_PATIENCE_SECONDS = 60


def publish(
    uri: str,
    exchange: str,
    key: str,
    bodies: Sequence[bytes],
    *,
    content_type: str = "application/json",
    window: int = 1000,
) -> None:
    """Publish all; returns when all are confirmed. ``window``: how many may be on the way
    unconfirmed at a time; 0 asks for no confirms and returns when all are sent."""
    with Connection(uri) as connection:
        channel: Any = connection.default_channel
        under_way: dict[int, None] = {}

        def on_ack(tag: int, multiple: bool) -> None:
            if not multiple:
                under_way.pop(tag, None)
                return
            while under_way and next(iter(under_way)) <= tag:
                del under_way[next(iter(under_way))]

        if window:
            channel.confirm_select()
            channel.events["basic_ack"].add(on_ack)
        for number, body in enumerate(bodies, 1):
            message = Message(
                body, content_type=content_type, content_encoding="utf-8", delivery_mode=2
            )
            channel.basic_publish(message, exchange=exchange, routing_key=key)
            if window:
                under_way[number] = None
            while window and len(under_way) >= window:
                connection.drain_events(timeout=_PATIENCE_SECONDS)
        while under_way:
            connection.drain_events(timeout=_PATIENCE_SECONDS)
