"""Dead letters: what a handler can never take, kept with the reason until somebody decides."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kombu import Connection

from shared.clock import system_clock
from shared.contracts.catalogue import HEARS, dead_letters_of
from shared.contracts.envelope import Event, instant, opened
from shared.contracts.envelope import read as read_body
from shared.messaging.publisher import Publisher, encode
from shared.messaging.topology import dead_exchange

MOST_READ = 10_000


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One dead letter: ``event`` is None when the body is not JSON; ``at`` is RFC 3339."""

    handler: str
    reason: str
    at: str
    body: str
    event: Event | None


def bury(connection: Connection, handler: str, dead: Sequence[tuple[bytes | str, str]]) -> None:
    """Put (body, reason) pairs in the handler's dead-letter queue; returns when confirmed."""
    at = instant(system_clock())
    exchange = dead_exchange(handler.split(".", 1)[0]).name
    messages = [
        (
            exchange,
            dead_letters_of(handler),
            body.encode() if isinstance(body, str) else bytes(body),
            {"reason": reason, "at": at, "handler": handler},
        )
        for body, reason in dead
    ]
    with connection:
        Publisher(connection).publish(messages)


def count(connection: Connection) -> dict[str, int]:
    """How many dead letters each handler has."""
    found = {}
    with connection, connection.channel() as channel:
        for handler in HEARS:
            declared = channel.queue_declare(dead_letters_of(handler), passive=True)
            found[handler] = int(declared.message_count)
    return found


def read(connection: Connection, handler: str, most: int = 100) -> list[DeadLetter]:
    """The first dead letters of a handler; they stay where they are."""
    with connection, letters(connection, handler, most) as found:
        return [letter for letter, _ in found]


def resend(
    connection: Connection, handler: str, most: int = MOST_READ, event_id: str | None = None
) -> int:
    """Send dead letters to their handler again, each gone from the dead once it is confirmed.

    With ``event_id`` only that one. Returns how many were sent. What is not JSON stays.
    """
    sent = 0
    with connection, connection.clone() as other, letters(connection, handler, most) as found:
        publisher = Publisher(other)
        for letter, message in found:
            if letter.event and event_id in (None, letter.event.get("id")):
                publisher.publish([_again(handler, letter.event)])
                message.ack()
                sent += 1
    return sent


def send(connection: Connection, handler: str, events: Sequence[Event]) -> None:
    """Send events to one handler alone."""
    with connection:
        Publisher(connection).publish([_again(handler, event) for event in events])


def _again(handler: str, event: Event) -> tuple[str, str, bytes, dict[str, Any]]:
    """By the exchange its own service may write to: the default one would let it speak to all."""
    exchange = dead_exchange(handler.split(".", 1)[0]).name
    return exchange, handler, encode([event]), {"resent": True}


@contextmanager
def letters(
    connection: Connection, handler: str, most: int
) -> Iterator[Iterator[tuple[DeadLetter, Any]]]:
    """Dead letters one by one with their messages; those not acknowledged go back on leaving.

    No more than there are now: one that is sent again and dies again is not met a second time.
    """
    channel = connection.channel()
    try:
        there = channel.queue_declare(dead_letters_of(handler), passive=True).message_count
        yield _each(channel, handler, min(most, int(there)))
    finally:
        channel.close()


def _each(channel: Any, handler: str, most: int) -> Iterator[tuple[DeadLetter, Any]]:
    for _ in range(min(most, MOST_READ)):
        raw = channel.basic_get(dead_letters_of(handler), no_ack=False)
        if raw is None:
            return
        message = channel.message_to_python(raw)
        headers = message.headers or {}
        body = message.body
        try:
            body = opened(body)
            event = read_body(body)
        except ValueError:
            body = body if isinstance(body, str) else bytes(body).decode("utf-8", "replace")
            event = None
        reason = headers.get("reason") or f"rejected by the broker: {headers.get('x-death')}"
        letter = DeadLetter(
            handler, reason, headers.get("at", ""), body, event if isinstance(event, dict) else None
        )
        yield letter, message
