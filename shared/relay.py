"""The relay: publishes what was written, with confirms, then moves it to the history.

At least once: a relay that dies between the confirm and the clearing publishes again, and every
consumer takes repeats. Events of one type travel up to a hundred in a message, as they were
written: the relay looks into none.
"""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from kombu import Connection

from shared.clock import system_clock
from shared.contracts.catalogue import exchange_of, heard
from shared.logs import logger
from shared.messaging.publisher import Publisher
from shared.metrics import PUBLISHED
from shared.storage import outbox
from shared.storage.mongo import Db

EVENTS_A_ROUND = 2_000
SELDOM = 10
_RECORDS_AT_FIRST = 20
_LONGEST_PAUSE_SECONDS = 5.0


class Relay:
    """One service's relay. ``run`` goes on until ``finish`` is called.

    It looks into all outboxes every tenth ``idle_seconds``, and into the first of them after each
    ``wake`` too, or every ``idle_seconds`` where it is ``urgent``. ``mine`` says whether this
    replica may publish now (a lease): two at once would be harmless, but wasteful.
    """

    def __init__(
        self,
        database: Db,
        collections: Sequence[str],
        connect: Callable[[], Connection],
        *,
        idle_seconds: float,
        urgent: bool = False,
        mine: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database = database
        self._collections = collections
        self._connect = connect
        self._urgent = urgent
        self._idle = idle_seconds
        self._mine = mine
        self._records = dict.fromkeys(collections, _RECORDS_AT_FIRST)
        self._publisher: Publisher | None = None
        self._connection: Connection | None = None
        self._finishing = False
        self._woken = threading.Event()
        self._all_at = 0.0
        self.connected = False
        self.relayed_at: datetime | None = None
        self._log = logger().bind(part="relay")

    def run(self) -> None:
        """Pump until finished; trouble with the broker or MongoDB only makes it wait."""
        pause = self._idle
        while not self._finishing:
            try:
                self._channel()
                due = self._due()
                moved = self.pump(due) if due and self._mine() else 0
                pause = self._idle
            except Exception as trouble:
                pause = min(max(pause * 2, 0.1), _LONGEST_PAUSE_SECONDS)
                self._log.warning("relay waits", reason=str(trouble)[:300], seconds=pause)
                self._drop_connection()
                time.sleep(pause)
                continue
            if moved:
                self.wake()
            self._woken.wait(self._idle)
        self._drop_connection()

    def finish(self) -> None:
        """Let ``run`` return after the round in hand."""
        self._finishing = True
        self.wake()

    def wake(self) -> None:
        """There may be something in an outbox now."""
        self._woken.set()

    def _due(self) -> Sequence[str]:
        """The outboxes to look into now."""
        now = time.monotonic()
        woken = self._woken.is_set()
        self._woken.clear()
        if now >= self._all_at:
            self._all_at = now + SELDOM * self._idle
            return self._collections
        return self._collections[:1] if woken or self._urgent else ()

    def pump(self, collections: Sequence[str] | None = None) -> int:
        """One round over all outboxes, or these; returns how many events were published."""
        due = self._collections if collections is None else collections
        return sum(self._pump(name) for name in due)

    def _pump(self, collection: str) -> int:
        records = outbox.pending(self._database, collection, self._records[collection])
        if not records:
            return 0
        lots = outbox.lots(records)
        loud = [lot for lot in lots if heard(lot["type"])]
        if loud:
            self._channel().publish(
                [(exchange_of(lot["type"]), lot["type"], lot["body"], {}) for lot in loud]
            )
        outbox.remember(self._database, lots)
        outbox.clear(self._database, collection, records)
        events = sum(lot["count"] for lot in lots)
        PUBLISHED.labels(collection).inc(events)
        self.relayed_at = system_clock()
        # Most records carry one event, some a hundred: read as many next time as make a round.
        self._records[collection] = max(1, EVENTS_A_ROUND * len(records) // events)
        return int(events)

    def _channel(self) -> Publisher:
        if self._publisher is None:
            self._connection = self._connect()
            self._publisher = Publisher(self._connection)
            self.connected = True
        return self._publisher

    def _drop_connection(self) -> None:
        connection, self._connection, self._publisher = self._connection, None, None
        self.connected = False
        if connection is not None:
            try:
                connection.release()
            except Exception as trouble:  # it was broken anyway
                self._log.info("connection let go", reason=str(trouble)[:300])
