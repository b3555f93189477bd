"""Kindhours' hour bank by itself, without the bus: the one place that knows how to make it."""

from services.hours.consumers import handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import system_clock
from shared.contracts.envelope import Event
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done
from tests.benchmarks.job import Db

HANDLER = "hours.credit_attendance"


class Bank:
    """The handler that credits attendances, over a database of its own with all its indexes."""

    def __init__(self, database: Db) -> None:
        self.database = database
        self.store = Store(database)
        self.store.prepare()
        self._handler = handlers(
            self.store, system_clock, settings=HoursSettings(), timezone="Asia/Shanghai"
        )[HANDLER]

    def credit(self, events: list[Event]) -> bool:
        """Settle one batch as the consumer does; whether all of it was done."""
        return settle(HANDLER, self._handler, events, self.database) == [Done()] * len(events)
