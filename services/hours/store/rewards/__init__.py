"""The shop, honours, trainings, evaluations and applications for stars."""

from services.hours.store.rewards import people, records, shop
from shared.storage.mongo import Db

OUTBOXES = (shop.RESERVATIONS, records.HONOURS)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for name, indexes in (shop.INDEXES | records.INDEXES | people.INDEXES).items():
        database[name].create_indexes(indexes)
