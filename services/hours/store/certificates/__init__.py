"""The collections certificates need, beside the journals they rest on."""

from services.hours.store.certificates import issued, keys, knocks
from services.hours.store.certificates.credits import Credits
from services.hours.store.certificates.issued import Issued
from services.hours.store.certificates.issuers import Issuers
from services.hours.store.certificates.knocks import Knocks
from services.hours.store.certificates.names import Names
from shared.storage.mongo import Db


class Certificates:
    """One room for each collection."""

    def __init__(self, database: Db) -> None:
        self.issued = Issued(database)
        self.credits = Credits(database)
        self.issuers = Issuers(database)
        self.knocks = Knocks(database)
        self.names = Names(database)


def prepare(database: Db) -> None:
    """Create all indexes. Repeatable."""
    for room in (issued, keys, knocks):
        database[room.COLLECTION].create_indexes(room.INDEXES)
