"""The main of a service's worker: its consumers, its relay and its chores in one process.

Import this module first: it lets sockets and sleeps give way to the other green threads.
"""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # known: docs/adr, "nameko in two files"
    import eventlet

eventlet.monkey_patch()

import gc  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
from collections.abc import Callable  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from typing import Any  # noqa: E402

from kombu import Connection  # noqa: E402
from nameko.extensions import Entrypoint  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402
from nameko.timer import timer  # noqa: E402
from prometheus_client import start_http_server  # noqa: E402

from shared import logs, settings  # noqa: E402
from shared.messaging.batch import Handler  # noqa: E402
from shared.messaging.batch_handler import health, hears  # noqa: E402
from shared.relay import Relay  # noqa: E402
from shared.settings import Settings  # noqa: E402
from shared.storage import kernel, leases  # noqa: E402
from shared.storage.mongo import Db  # noqa: E402
from shared.watch import notes  # noqa: E402
from shared.watch.watching import Watch  # noqa: E402

LEASE_SECONDS = 15.0
BEAT_SECONDS = 2.0
WATCH_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Work done every ``seconds`` by one replica at a time; it must bear being cut off."""

    name: str
    seconds: float
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a worker is made of. ``outboxes`` are the collections whose records carry events, the
    busiest first; ``urgent`` when others fill that one and people wait for what comes of it."""

    database: Db
    handlers: dict[str, Handler] = field(default_factory=dict)
    outboxes: tuple[str, ...] = ()
    urgent: bool = False
    chores: tuple[Chore, ...] = ()


class RunsRelay(Entrypoint):  # type: ignore[misc]
    """Runs a relay beside the consumers; ``stop`` waits for the round in hand."""

    def __init__(self, relay: Relay) -> None:
        super().__init__()
        self._relay = relay
        self._thread: Any = None

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._relay.run, identifier="relay")

    def stop(self) -> None:
        self._relay.finish()
        self._thread.wait()


def service_class(given: Settings, parts: Parts, owner: str) -> type:
    """The nameko service: one method a handler, one a chore, one for the relay."""

    def connect(heartbeat: int = 30) -> Connection:
        return Connection(given.amqp_uri, heartbeat=heartbeat, connect_timeout=5)

    relay = Relay(
        parts.database,
        parts.outboxes,
        # Between events the relay reads nothing, so heartbeats would look missed to it.
        lambda: connect(heartbeat=0),
        idle_seconds=given.relay_idle_seconds,
        urgent=parts.urgent,
        mine=leases.holder(parts.database, "relay", owner, LEASE_SECONDS),
    )
    body: dict[str, Any] = {
        "name": given.service,
        "relay": RunsRelay.decorator(relay)(lambda _: None),
        "beat": timer(interval=BEAT_SECONDS, eager=True)(_beat_method(parts, owner, relay)),
    }
    for name, handler in parts.handlers.items():
        method = hears(name, handler, parts.database, connect, given.batch_events, relay.wake)
        body[method.__name__] = method
    watch = Watch(parts.database, tuple(parts.handlers), parts.outboxes, connect)
    for chore in (*parts.chores, Chore("watch_bus", WATCH_SECONDS, watch)):
        method = _chore_method(chore, parts.database, owner)
        body[method.__name__] = timer(interval=chore.seconds)(method)
    return type(given.service.capitalize(), (), body)


def _beat_method(parts: Parts, owner: str, relay: Relay) -> Callable[[object], None]:
    def beat(_: object) -> None:
        stopped, connected = health()
        broker = connected and relay.connected
        try:
            state = {"broker": broker, "stopped": stopped, "relayed_at": relay.relayed_at}
            kernel.beat(parts.database, owner, state)
        except Exception as trouble:
            logs.logger().warning("no beat", reason=str(trouble)[:300])

    return beat


def _chore_method(chore: Chore, database: Db, owner: str) -> Callable[[object], None]:
    log = logs.logger().bind(chore=chore.name)
    seconds = max(chore.seconds * 2, LEASE_SECONDS)

    def method(_: object) -> None:
        try:
            if leases.hold(database, f"chore:{chore.name}", owner, seconds):
                chore.work()
        except Exception as trouble:
            log.warning("chore failed, comes again", reason=f"{type(trouble).__name__}: {trouble}")

    method.__name__ = f"chore_{chore.name}"
    return method


def _collect_rarely() -> None:
    """A batch makes tens of thousands of objects, none of them in a ring: they go by themselves.

    Looking for rings among them and all that was imported took a seventh of the worker's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def run(service: str, build: Callable[[Settings], Parts]) -> None:
    """Run until SIGTERM or SIGINT; then settle what is in hand and end."""
    logs.configure(service)
    given = settings.read(service)
    parts = build(given)
    kernel.prepare(parts.database)
    notes.prepare(parts.database)
    if port := int(os.environ.get("METRICS_PORT", "0")):
        start_http_server(port, addr=os.environ.get("METRICS_HOST", "127.0.0.1"))
    owner = os.environ.get("WORKER_NAME") or socket.gethostname()
    runner = ServiceRunner(config={"max_workers": 32})
    runner.add_service(service_class(given, parts, owner))
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    signal.signal(signal.SIGINT, lambda *_: eventlet.spawn_n(runner.stop))
    _collect_rarely()
    runner.start()
    logs.logger().info("worker ready", handlers=list(parts.handlers))
    runner.wait()
