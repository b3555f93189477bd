"""The collections of notifications, and the only code that knows them."""

from services.notifications.store.deliveries import Deliveries
from services.notifications.store.inbox import Inbox
from services.notifications.store.people import People
from shared.storage.mongo import Db

# Nothing is published by this service.
OUTBOXES: tuple[str, ...] = ()


class Store:
    """The three small stores of one database."""

    def __init__(self, database: Db) -> None:
        self.database = database
        self.inbox = Inbox(database)
        self.people = People(database)
        self.deliveries = Deliveries(database)

    def prepare(self) -> None:
        """Create all indexes; repeatable."""
        self.inbox.prepare()
        self.deliveries.prepare()
