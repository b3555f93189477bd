"""The relay: publishes what was written, with confirms, then moves it to the history.

At least once: a relay that dies between the confirm and the clearing publishes again, and every
consumer takes repeats. Events of one type travel up to a hundred in a message, as they were
written: the relay looks into none.
"""

import threading
from collections.abc import Callable, Collection, Sequence

from kombu import Connection

from shared.contracts.catalogue import exchange_of, heard
from shared.logs import logger
from shared.messaging.publisher import Publisher
from shared.metrics import PUBLISHED
from shared.storage import outbox
from shared.storage.mongo import Db

EVENTS_A_ROUND = 2_000
SELDOM = 5
_RECORDS_AT_FIRST = 20
_LONGEST_PAUSE_SECONDS = 5.0


class Relay:
    """One service's relay. ``run`` goes on until ``finish`` is called.

    While there is nothing to do it looks into the ``urgent`` outboxes every ``idle_seconds``, into
    the others every fifth time, and into all at once after ``wake``. ``mine`` says whether this
    replica may publish now (a lease): two at once would be harmless, but wasteful.
    """

    def __init__(
        self,
        database: Db,
        collections: Sequence[str],
        connect: Callable[[], Connection],
        *,
        idle_seconds: float,
        urgent: Collection[str] = (),
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
        self.connected = False
        self._log = logger().bind(part="relay")

    def run(self) -> None:
        """Pump until finished; trouble with the broker or MongoDB only makes it wait."""
        pause, looks = self._idle, 0
        while not self._finishing:
            self._woken.clear()
            try:
                self._channel()
                due = self._urgent if looks % SELDOM else self._collections
                moved = self.pump(due) if self._mine() else 0
                pause = self._idle
            except Exception as trouble:
                self._log.warning("relay waits", reason=str(trouble)[:300], seconds=pause)
                self._drop_connection()
                moved, pause = 0, min(max(pause * 2, 0.1), _LONGEST_PAUSE_SECONDS)
            looks += 1
            if moved or self._woken.wait(pause):
                looks = 0
        self._drop_connection()

    def finish(self) -> None:
        """Let ``run`` return after the round in hand."""
        self._finishing = True
        self.wake()

    def wake(self) -> None:
        """There may be something in an outbox now."""
        self._woken.set()

    def pump(self, collections: Collection[str] | None = None) -> int:
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
