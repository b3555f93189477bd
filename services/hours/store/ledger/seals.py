"""The collection ``seals``: the daily seals of the chains of pages; only inserted into.

_id           "<chain>:<day>", "record:0:2026-05-03"
chain, day    whose last page it seals, and on which local day it was made
page, digest  that page
journals      how many journals stand on the chain up to it
previous      the field ``seal`` of the chain's seal before; 32 zero bytes in the first
at            when it was made
seal          domain/ledger/seals.py: seal_digest
key_id, signature  Ed25519 over ``seal`` by the organisation at the root of the tree; None where
              there is none
"""

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.hours.domain.ledger.pages import PAGE, Head, page_id
from services.hours.domain.ledger.seals import Seal
from services.hours.store.ledger.chains import BOOKS
from services.hours.store.ledger.reading import heads
from shared.storage.mongo import Db, Document

COLLECTION = "seals"
INDEXES = [IndexModel([("chain", ASCENDING), ("page", DESCENDING)], name="chain")]


class Seals:
    """Each method is one round trip, but for ``heads``: one a book."""

    def __init__(self, database: Db) -> None:
        self._database = database
        self._rows = database[COLLECTION]

    def heads(self) -> dict[str, Head]:
        """The last page of every chain of both books, by the chain's name."""
        found: dict[str, Head] = {}
        for book in BOOKS:
            found |= heads(self._database, book)
        return found

    def last(self, chain: str) -> Seal | None:
        return self._rows.find_one({"chain": chain}, sort=[("page", DESCENDING)])

    def journals(self, chain: str, after: int, to: int) -> int:
        """How many journals stand on the pages ``after`` (not it) to ``to`` (it too)."""
        book = next(one for one in BOOKS if chain.startswith(f"{one.name}:"))
        pages: Document = {
            "_id": {"$gt": page_id(chain, after), "$lte": page_id(chain, to)},
            "kind": PAGE,
        }
        counted = [{"$match": pages}, {"$group": {"_id": None, "journals": {"$sum": "$count"}}}]
        found = next(self._database[book.journals].aggregate(counted), {"journals": 0})
        return int(found["journals"])

    def add(self, seal: Seal) -> bool:
        """Keep a seal; False when that day is sealed already."""
        try:
            self._rows.insert_one(seal)
        except DuplicateKeyError:
            return False
        return True
