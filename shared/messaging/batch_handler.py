"""nameko's side of a batch handler: one entrypoint that hears a queue and spawns its workers.

This file and shared/worker.py are all that know nameko and eventlet.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from kombu import Connection
from nameko.extensions import Entrypoint

from shared.contracts.envelope import Event
from shared.logs import logger
from shared.messaging.batch import Handler, settle_heard
from shared.messaging.consumer import BatchConsumer, Launch
from shared.messaging.heard import Heard, hear
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

    def __init__(self, make: Callable[[Launch], BatchConsumer], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._make = make
        self._consumer: BatchConsumer
        self._thread: Any

    def start(self) -> None:
        self._consumer = self._make(self._launch)
        _CONSUMERS.append(self._consumer)
        identifier = self._consumer.handler
        self._thread = self.container.spawn_managed_thread(self._run, identifier=identifier)

    def _run(self) -> None:
        STOPPED.labels(self._consumer.handler).set(0)
        self._consumer.run()
        if self._consumer.stopped_because:
            STOPPED.labels(self._consumer.handler).set(1)

    def stop(self) -> None:
        self._consumer.finish()
        self._thread.wait()

    def _launch(self, heard: list[Heard]) -> None:
        self.container.spawn_worker(self, (heard,), {}, handle_result=self._settle)

    def _settle(self, _: Any, outcomes: Any, failure: Any) -> tuple[Any, Any]:
        """Never raises: an error here would end the container."""
        if failure:
            if heard := self._consumer.hold(str(failure[1])):
                self._launch(heard)
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

    def method(_: object, heard: list[Heard]) -> list[Outcome]:
        started = time.monotonic()
        outcomes = settle_heard(name, handler, heard, database)
        settled()
        poison = sum(isinstance(one, Poison) for one in outcomes)
        SETTLED.labels(name, "done").inc(len(outcomes) - poison)
        SETTLED.labels(name, "poison").inc(poison)
        BATCH.labels(name).observe(len(heard))
        log.info(
            "batch settled",
            events=len(heard),
            poison=poison,
            milliseconds=round((time.monotonic() - started) * 1000, 1),
            request_ids=_request_ids([one.event for one in heard[:_MOST_REQUEST_IDS_LOGGED]]),
        )
        return outcomes

    def make(launch: Launch) -> BatchConsumer:
        read = partial(hear, name, handler.ahead)
        return BatchConsumer(connect(), name, read, launch, most_events=most_events)

    method.__name__ = name.split(".", 1)[1]
    # By its name, or nameko would take it for the method.
    return Hears.decorator(make=make, expected_exceptions=Hold)(method)


def _request_ids(events: list[Event]) -> list[str]:
    """Of poison nothing is known: it may be anything, and so may what is in it."""
    ids = (event.get("requestid") for event in events if isinstance(event, dict))
    return sorted({one for one in ids if one and isinstance(one, str)})
