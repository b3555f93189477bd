"""Public notice, and the calendar it is counted by."""

from services.hours.store.notice import lots
from shared.storage.mongo import Db


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    database[lots.COLLECTION].create_indexes(lots.INDEXES)
