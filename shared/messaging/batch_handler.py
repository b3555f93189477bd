"""nameko's side of a batch handler: one entrypoint that hears a queue and spawns its workers.

This file and shared/worker.py are all that know nameko and eventlet.
"""

import time
from collections.abc import Callable
from typing import Any

from kombu import Connection
from nameko.extensions import Entrypoint

from shared.contracts.envelope import Event
from shared.logs import logger
from shared.messaging.batch import Handler, settle
from shared.messaging.consumer import BatchConsumer
from shared.messaging.outcomes import Hold, Outcome, Poison
from shared.metrics import BATCH, SETTLED, STOPPED
from shared.storage.mongo import Db

_MOST_REQUEST_IDS_LOGGED = 20
_CONSUMERS: list[BatchConsumer] = []


def health() -> tuple[list[str], bool]:
    """The handlers whose consumer stopped itself, and whether all others are connected."""
    stopped = [one.handler for one in _CONSUMERS if one.stopped_because]
    return stopped, all(one.connected for one in _CONSUMERS if not one.stopped_because)


class Hears(Entrypoint):  # type: ignore[misc]
    """Calls its method with the events of a batch; settles each by the outcome's name.

    ``stop`` returns when the batch in hand is settled and the connection let go.
    """

    def __init__(
        self, name: str, connect: Callable[[], Connection], most_events: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._args = (name, connect, most_events)
        self._consumer: BatchConsumer
        self._thread: Any

    def start(self) -> None:
        name, connect, most_events = self._args
        self._consumer = BatchConsumer(connect(), name, self._launch, most_events=most_events)
        _CONSUMERS.append(self._consumer)
        self._thread = self.container.spawn_managed_thread(self._run, identifier=name)

    def _run(self) -> None:
        STOPPED.labels(self._consumer.handler).set(0)
        self._consumer.run()
        if self._consumer.stopped_because:
            STOPPED.labels(self._consumer.handler).set(1)

    def stop(self) -> None:
        self._consumer.finish()
        self._thread.wait()

    def _launch(self, events: list[Event]) -> None:
        self.container.spawn_worker(self, (events,), {}, handle_result=self._settle)

    def _settle(self, _: Any, outcomes: Any, failure: Any) -> tuple[Any, Any]:
        """Never raises: an error here would end the container."""
        if failure:
            if events := self._consumer.hold(str(failure[1])):
                self._launch(events)
        else:
            self._consumer.settle(outcomes)
        return outcomes, None


def hears(
    name: str,
    handler: Handler,
    database: Db,
    connect: Callable[[], Connection],
    most_events: int,
    settled: Callable[[], None],
) -> Any:
    """A service method that settles batches for ``name``, decorated with its entrypoint.

    ``settled`` is called after each of them.
    """
    log = logger().bind(handler=name)

    def method(_: object, events: list[Event]) -> list[Outcome]:
        started = time.monotonic()
        outcomes = settle(name, handler, events, database)
        settled()
        poison = sum(isinstance(one, Poison) for one in outcomes)
        SETTLED.labels(name, "done").inc(len(outcomes) - poison)
        SETTLED.labels(name, "poison").inc(poison)
        BATCH.labels(name).observe(len(events))
        log.info(
            "batch settled",
            events=len(events),
            poison=poison,
            milliseconds=round((time.monotonic() - started) * 1000, 1),
            request_ids=_request_ids(events[:_MOST_REQUEST_IDS_LOGGED]),
        )
        return outcomes

    method.__name__ = name.split(".", 1)[1]
    return Hears.decorator(name, connect, most_events, expected_exceptions=Hold)(method)


def _request_ids(events: list[Event]) -> list[str]:
    """Of poison nothing is known: it may be anything, and so may what is in it."""
    ids = (event.get("requestid") for event in events if isinstance(event, dict))
    return sorted({one for one in ids if one and isinstance(one, str)})
