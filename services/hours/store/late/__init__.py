"""What people file about hours that come late, and the proofs of it."""

from services.hours.store.late import filed, proofs
from shared.storage.mongo import Db

OUTBOXES = (filed.BACK_ENTRIES, filed.CORRECTIONS)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for name, indexes in filed.INDEXES.items():
        database[name].create_indexes(indexes)
    database[proofs.PENDING].create_indexes(proofs.INDEXES)
