"""Hear one queue in batches: whatever arrived while the last batch was written is the next one.

There is no timer on the busy path. The consumer owns its connection and channel, so that one
acknowledgement settles a whole batch and never another handler's messages.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kombu import Connection, Consumer
from kombu.message import Message
from kombu.mixins import ConsumerMixin

from shared.contracts.envelope import Event, read
from shared.logs import logger
from shared.messaging import dead_letters
from shared.messaging.heard import Heard
from shared.messaging.outcomes import Outcome, Poison
from shared.messaging.topology import queue_of

Hear = Callable[[Event], Heard]
Launch = Callable[[list[Heard]], object]
DEAD_WINDOW_SECONDS = 60.0
_MOST_DEAD = 200
_PREFETCH_MESSAGES = 50
_LONGEST_HOLD_SECONDS = 10.0


class _Finished(Exception):
    """Raised to end the wait for a broker that is away."""


@dataclass(slots=True)
class Delivery:
    """One AMQP message with the events in it."""

    message: Message
    heard: list[Heard]


class BatchConsumer(ConsumerMixin):  # type: ignore[misc]
    """The loop of one handler.

    ``hear`` reads an event that arrives, ``launch`` starts the work on a list of them and returns
    at once; whoever does it calls ``settle`` with the outcomes, or ``hold`` when the batch must
    wait. ``run`` returns after ``finish`` was called and the batch in hand is settled, or when
    more than 200 events died within a minute: then something is wrong that no retry mends.
    """

    def __init__(
        self, connection: Connection, handler: str, hear: Hear, launch: Launch, *, most_events: int
    ) -> None:
        self.connection = connection
        self.handler = handler
        self._read = hear
        self._launch = launch
        self._most_events = most_events
        self._waiting: deque[Delivery] = deque()
        self._in_hand: list[Delivery] = []
        self._deaths: deque[float] = deque()
        self._holds = 0
        self._finishing = False
        self._afresh = False
        self._log = logger().bind(handler=handler)
        self.stopped_because: str | None = None
        self.connected = False

    def get_consumers(self, _: Any, channel: Any) -> list[Consumer]:
        """A new channel: deliveries of the old one will come again, so forget them."""
        self._waiting.clear()
        return [
            Consumer(
                channel, [queue_of(self.handler)], on_message=self._hear,
                prefetch_count=_PREFETCH_MESSAGES, auto_declare=False,
            )
        ]  # fmt: skip

    def _hear(self, message: Message) -> None:
        try:
            found = read(message.body)
        except ValueError as fault:
            self._bury([(message.body, f"not JSON: {fault}")])
            message.ack()
            return
        events = found if isinstance(found, list) else [found]
        self._waiting.append(Delivery(message, [self._read(one) for one in events]))
        self._next()

    def _next(self) -> None:
        if self._in_hand or self._finishing:
            return
        heard: list[Heard] = []
        while self._waiting and len(heard) < self._most_events:
            delivery = self._waiting.popleft()
            self._in_hand.append(delivery)
            heard += delivery.heard
        if self._in_hand:
            self._launch(heard)

    def hold(self, reason: str) -> list[Heard]:
        """Wait, longer each time, and return the events of the batch in hand to try again.

        None when finishing: what nobody acknowledged comes again to the next worker.
        """
        self._holds += 1
        pause = min(0.1 * 2 ** min(self._holds, 10), _LONGEST_HOLD_SECONDS)
        self._log.warning("batch held", reason=reason[:300], seconds=pause)
        until = time.monotonic() + pause
        while time.monotonic() < until and not self._finishing:
            time.sleep(min(pause, 0.1))
        if self._finishing:
            self._in_hand = []
        return [one for delivery in self._in_hand for one in delivery.heard]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Bury the poison, acknowledge the whole batch, go on with what has arrived."""
        self._holds = 0
        deliveries, self._in_hand = self._in_hand, []
        heard = [one for delivery in deliveries for one in delivery.heard]
        dead = [
            (json.dumps(one.event, ensure_ascii=False), outcome.reason)
            for one, outcome in zip(heard, outcomes, strict=True)
            if isinstance(outcome, Poison)
        ]
        try:
            if dead:
                self._bury(dead)
            if deliveries:
                deliveries[-1].message.ack(multiple=True)
        except Exception as trouble:  # on a new connection it comes again; repeats are harmless
            self._log.warning("batch not acknowledged", reason=str(trouble)[:300])
            self._afresh = True
        self._next()

    def finish(self) -> None:
        """Take no new batch; ``run`` returns when the batch in hand is settled."""
        self._finishing = True

    def on_iteration(self) -> None:
        """At least once a second, between deliveries."""
        if self._finishing and not self._in_hand:
            self.should_stop = True
        if self._afresh:
            self._afresh = False
            raise ConnectionResetError("a batch could not be acknowledged")

    def on_consume_ready(self, *_: Any, **__: Any) -> None:
        self.connected = True

    def on_consume_end(self, *_: Any) -> None:
        self.connected = False

    def run(self, **given: Any) -> None:
        """Hear until finished, through all losses of the broker."""
        try:
            super().run(**given)
        except _Finished:
            self._log.info("finished without the broker")

    @contextmanager
    def establish_connection(self) -> Iterator[Connection]:
        """Look for a broker that is away every two seconds: it is waited for."""
        with self.create_connection() as connection:
            connection.ensure_connection(
                self.on_connection_error, interval_start=0.2, interval_step=0.4, interval_max=2
            )
            yield connection

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        """Raises _Finished, to break kombu's own loop, when nothing is left to do."""
        self.connected = False
        if self._finishing and not self._in_hand:
            raise _Finished
        self._log.warning("broker away", reason=str(exc)[:300], seconds=interval)

    def _bury(self, dead: Sequence[tuple[bytes | str, str]]) -> None:
        for _, reason in dead:
            self._log.error("dead letter", reason=reason)
        dead_letters.bury(self.connection.clone(), self.handler, dead)
        now = time.monotonic()
        self._deaths.extend([now] * len(dead))
        while self._deaths and self._deaths[0] < now - DEAD_WINDOW_SECONDS:
            self._deaths.popleft()
        if len(self._deaths) > _MOST_DEAD:
            self.stopped_because = f"{len(self._deaths)} dead letters within a minute"
            self._log.critical("consumer stopped", reason=self.stopped_because)
            self.finish()
