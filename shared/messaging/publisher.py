"""Publish and know it arrived: many messages on the way at once, each confirmed by the broker."""

from collections.abc import Sequence
from typing import Any

from amqp.basic_message import Message
from kombu import Connection

from shared.contracts.envelope import CONTENT_ENCODING, CONTENT_TYPE, PACKED, Event, packed, written

CONFIRM_SECONDS = 30.0


class NotConfirmed(Exception):
    """Raised when the broker refused messages or did not confirm them in time."""


class Unroutable(NotConfirmed):
    """Raised when no queue takes a message: the topology is not declared."""


class Publisher:
    """One connection's confirmed channel. Not to be shared between threads.

    ``publish`` puts all messages on the wire, then waits for their confirms: one wait for the
    whole lot instead of one each.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel: Any = connection.default_channel
        self._channel.confirm_select()
        self._open: set[int] = set()
        self._refused = 0
        self._returned: list[str] = []
        self._next = 0
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)

    def publish(self, messages: Sequence[tuple[str, str, bytes, dict[str, Any]]]) -> None:
        """Publish (exchange, routing key, body, headers) durably; returns when all are confirmed.

        Raises Unroutable or NotConfirmed; then any of them may or may not have arrived.
        """
        self._refused, self._returned = 0, []
        for exchange, key, body, headers in messages:
            self._next += 1
            self._open.add(self._next)
            self._channel.basic_publish(
                _message(body, headers), exchange=exchange, routing_key=key, mandatory=True
            )
        while self._open:
            self._connection.drain_events(timeout=CONFIRM_SECONDS)
        if self._returned:
            raise Unroutable(f"no queue for {sorted(set(self._returned))}")
        if self._refused:
            raise NotConfirmed(f"the broker refused {self._refused} messages")

    def _on_ack(self, delivery_tag: int, multiple: bool) -> None:
        if multiple:
            self._open = {tag for tag in self._open if tag > delivery_tag}
        else:
            self._open.discard(delivery_tag)

    def _on_nack(self, delivery_tag: int, multiple: bool) -> None:
        before = len(self._open)
        self._on_ack(delivery_tag, multiple)
        self._refused += before - len(self._open)

    def _on_return(self, _: Any, exchange: str, routing_key: str, __: Any) -> None:
        self._returned.append(f"{exchange} {routing_key}")


def _message(body: bytes, headers: dict[str, Any]) -> Message:
    return Message(
        body,
        content_type=CONTENT_TYPE,
        content_encoding=CONTENT_ENCODING if body.startswith(PACKED) else "utf-8",
        delivery_mode=2,
        application_headers=headers,
    )


def encode(events: Sequence[Event]) -> bytes:
    """The body of a message with events of one type."""
    return packed(written(events))
