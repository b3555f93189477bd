"""The shop, honours, trainings, evaluations and applications for stars."""

from services.hours.store.rewards import shop
from shared.storage.mongo import Db

OUTBOXES = (shop.RESERVATIONS,)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for name, indexes in shop.INDEXES.items():
        database[name].create_indexes(indexes)
