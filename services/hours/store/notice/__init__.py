"""Public notice, and the calendar it is counted by."""

from services.hours.store.notice import custody, freezes, lots, objections, waiting
from shared.storage.mongo import Db

OUTBOXES = (objections.COLLECTION, freezes.COLLECTION, custody.COLLECTION, waiting.COLLECTION)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for one in (lots, objections, freezes, custody, waiting):
        database[one.COLLECTION].create_indexes(one.INDEXES)
