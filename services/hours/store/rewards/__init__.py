"""The shop, honours, trainings, evaluations and applications for stars."""

from services.hours.store.rewards import people, records, shop, stars
from shared.storage.mongo import Db

OUTBOXES = (shop.RESERVATIONS, records.HONOURS, stars.APPLICATIONS)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for one in (shop, records, people, stars):
        for name, indexes in one.INDEXES.items():
            database[name].create_indexes(indexes)
