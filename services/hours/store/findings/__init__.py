"""What the detectors found, and what they look at."""

from services.hours.store.findings import rows, traces
from shared.storage.mongo import Db


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for one in (rows, traces):
        database[one.COLLECTION].create_indexes(one.INDEXES)
