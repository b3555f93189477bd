"""The pages both books are written on, the purses and the journals of the currency."""

from services.hours.store.ledger import currency_journals, seals
from shared.storage.mongo import Db

OUTBOXES = (currency_journals.COLLECTION,)


def prepare(database: Db) -> None:
    """Create the indexes. Repeatable."""
    for one in (currency_journals, seals):
        database[one.COLLECTION].create_indexes(one.INDEXES)
