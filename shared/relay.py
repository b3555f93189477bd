"""The relay: publishes what was written, with confirms, then moves it to the history.

At least once: a relay that dies between the confirm and the mark publishes again, and every
consumer takes repeats. Events of one type travel up to a hundred in a message.
"""

import time
from collections.abc import Callable, Sequence

from kombu import Connection

from shared.contracts.catalogue import exchange_of, heard
from shared.contracts.envelope import Event
from shared.logs import logger
from shared.messaging.publisher import EVENTS_A_MESSAGE, Publisher, encode
from shared.metrics import PUBLISHED
from shared.storage import outbox
from shared.storage.mongo import Db

RECORDS_A_ROUND = 500
_LONGEST_PAUSE_SECONDS = 5.0


class Relay:
    """One service's relay. ``run`` goes on until ``finish`` is called.

    ``mine`` says whether this replica may publish now (a lease): two at once would be harmless,
    but wasteful.
    """

    def __init__(
        self,
        database: Db,
        collections: Sequence[str],
        connect: Callable[[], Connection],
        *,
        idle_seconds: float,
        mine: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database = database
        self._collections = collections
        self._connect = connect
        self._idle = idle_seconds
        self._mine = mine
        self._publisher: Publisher | None = None
        self._connection: Connection | None = None
        self._finishing = False
        self.connected = False
        self._log = logger().bind(part="relay")

    def run(self) -> None:
        """Pump until finished; trouble with the broker or MongoDB only makes it wait."""
        pause = self._idle
        while not self._finishing:
            try:
                self._channel()
                moved = self.pump() if self._mine() else 0
                pause = self._idle
            except Exception as trouble:
                self._log.warning("relay waits", reason=str(trouble)[:300], seconds=pause)
                self._drop_connection()
                moved, pause = 0, min(max(pause * 2, 0.1), _LONGEST_PAUSE_SECONDS)
            if not moved:
                time.sleep(pause)
        self._drop_connection()

    def finish(self) -> None:
        """Let ``run`` return after the round in hand."""
        self._finishing = True

    def pump(self) -> int:
        """One round over all outboxes; returns how many events were published."""
        return sum(self._pump(name) for name in self._collections)

    def _pump(self, collection: str) -> int:
        events = outbox.pending(self._database, collection, RECORDS_A_ROUND)
        if not events:
            return 0
        loud = [event for event in events if heard(event["type"])]
        if loud:
            self._channel().publish(
                [(exchange_of(kind), kind, encode(lot), {}) for kind, lot in _lots(loud)]
            )
        outbox.remember(self._database, events)
        outbox.clear(self._database, collection, events)
        PUBLISHED.labels(collection).inc(len(events))
        return len(events)

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


def _lots(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Events by type, at most EVENTS_A_MESSAGE together, in their order."""
    by_type: dict[str, list[Event]] = {}
    for event in events:
        by_type.setdefault(event["type"], []).append(event)
    return [
        (kind, same[start : start + EVENTS_A_MESSAGE])
        for kind, same in by_type.items()
        for start in range(0, len(same), EVENTS_A_MESSAGE)
    ]
