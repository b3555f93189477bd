"""Public notice, and the calendar it is counted by."""

from services.hours.store.notice import freezes, lots, objections
from shared.storage.mongo import Db

OUTBOXES = (objections.COLLECTION, freezes.COLLECTION)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for one in (lots, objections, freezes):
        database[one.COLLECTION].create_indexes(one.INDEXES)
