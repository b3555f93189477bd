"""Hear one queue in batches: whatever arrived while the last batch was written is the next one.

There is no timer on the busy path. The consumer owns its connection and channel, so that one
acknowledgement settles a whole batch and never another handler's messages.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kombu import Connection, Consumer
from kombu.message import Message
from kombu.mixins import ConsumerMixin

from shared.contracts.envelope import Event, read
from shared.logs import logger
from shared.messaging import dead_letters
from shared.messaging.outcomes import Outcome, Poison
from shared.messaging.topology import queue_of

DEAD_WINDOW_SECONDS = 60.0
_LONGEST_HOLD_SECONDS = 10.0


class _Finished(Exception):
    """Raised to end the wait for a broker that is away."""


@dataclass(slots=True)
class Delivery:
    """One AMQP message with the events in it."""

    message: Message
    events: list[Event] = field(default_factory=list)


class BatchConsumer(ConsumerMixin):  # type: ignore[misc]
    """The loop of one handler.

    ``launch`` starts the work on a list of events and returns at once; whoever does the work
    calls ``settle`` with its outcomes, or ``hold`` when the batch must wait. ``run`` returns
    after ``finish`` was called and the batch in hand is settled, or when more than ``most_dead``
    events died within a minute: then something is wrong that no retry mends.
    """

    def __init__(
        self,
        connection: Connection,
        handler: str,
        launch: Callable[[list[Event]], object],
        *,
        most_events: int,
        most_dead: int = 200,
        prefetch_messages: int = 50,
    ) -> None:
        self.connection = connection
        self.handler = handler
        self._launch = launch
        self._most_events = most_events
        self._most_dead = most_dead
        self._prefetch = prefetch_messages
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
        queue = queue_of(self.handler)
        return [
            Consumer(
                channel,
                [queue],
                on_message=self._hear,
                prefetch_count=self._prefetch,
                auto_declare=False,
            )
        ]

    def _hear(self, message: Message) -> None:
        delivery = Delivery(message)
        try:
            found = read(message.body)
            delivery.events = found if isinstance(found, list) else [found]
        except ValueError as fault:
            self._bury([(message.body, f"not JSON: {fault}")])
            message.ack()
            return
        self._waiting.append(delivery)
        self._next()

    def _next(self) -> None:
        if self._in_hand or self._finishing:
            return
        events: list[Event] = []
        while self._waiting and len(events) < self._most_events:
            delivery = self._waiting.popleft()
            self._in_hand.append(delivery)
            events += delivery.events
        if self._in_hand:
            self._launch(events)

    def hold(self, reason: str) -> list[Event]:
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
        return [event for delivery in self._in_hand for event in delivery.events]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Bury the poison, acknowledge the whole batch, go on with what has arrived."""
        self._holds = 0
        deliveries, self._in_hand = self._in_hand, []
        events = [event for delivery in deliveries for event in delivery.events]
        dead = [
            (json.dumps(event, ensure_ascii=False), outcome.reason)
            for event, outcome in zip(events, outcomes, strict=True)
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
        if len(self._deaths) > self._most_dead:
            self.stopped_because = f"{len(self._deaths)} dead letters within a minute"
            self._log.critical("consumer stopped", reason=self.stopped_because)
            self.finish()
