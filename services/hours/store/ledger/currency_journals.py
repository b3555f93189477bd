"""The collection ``currency_journals``: the book of the time currency; only inserted into.

_id      what it is about: "earn:<journal>", "redeem:<reservation>", "donate:<command>" …
kind     earn, earn_reversal, donate, transfer, redeem, give_back, cap, expire; or page
lines    [{purse, minutes}, …], which sum to 0
at, by, reason, refers: when, by whom, why, and the id of what it is about
A page: domain/ledger/pages.py; its ``outbox`` carries the events of its journals.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import EARN_REVERSAL, GIVE_BACK, CurrencyJournal
from services.hours.domain.ledger.pages import Page
from services.hours.store.commands import run
from services.hours.store.ledger.chains import CURRENCY, Chain
from shared.contracts.envelope import Event
from shared.storage.mongo import Db, Document
from shared.storage.outbox import outbox_index

COLLECTION = CURRENCY.journals
INDEXES = [
    IndexModel(
        [("lines.purse", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)],
        name="purses",
        partialFilterExpression={"lines": {"$exists": True}},
    ),
    outbox_index(),
]


class CurrencyJournals:
    """Each method is one round trip."""

    def __init__(self, database: Db, chain: Chain) -> None:
        self._rows = database[COLLECTION]
        self._chain = chain

    def known(self, keys: Sequence[str], session: ClientSession | None = None) -> set[str]:
        """Which of these journals stand already."""
        found = self._rows.find({"_id": {"$in": list(keys)}}, {"_id": 1}, session=session)
        return {row["_id"] for row in found}

    def append(
        self,
        journals: Sequence[CurrencyJournal],
        purses: Mapping[str, Document],
        events: Sequence[Event],
        at: datetime,
        session: ClientSession,
    ) -> Page:
        """Write new journals and their page; ``purses``: what ``Purses.of`` found.

        Raises BulkWriteError when one is there already.
        """
        written, page = self._chain.page(journals, purses, events, at)
        run(self._rows.database, {"insert": COLLECTION, "documents": [*written, page]}, session)
        return page

    def find(self, key: str, session: ClientSession | None = None) -> CurrencyJournal | None:
        """One journal."""
        return self._rows.find_one({"_id": key}, session=session)

    def came_in(
        self, purses: Sequence[str], before: datetime, session: ClientSession
    ) -> dict[str, tuple[int, int]]:
        """By purse the minutes that came in before an instant, and those that were earned at any
        time and taken back since. What the shop gave back had come in when it was earned."""
        old = {"$and": [{"$lt": ["$at", before]}, {"$gt": ["$lines.minutes", 0]}]}
        came = {"$and": [old, {"$ne": ["$kind", GIVE_BACK]}]}
        back = {"$eq": ["$kind", EARN_REVERSAL]}
        steps: list[Document] = [
            {"$match": {"lines.purse": {"$in": list(purses)}}},
            {"$unwind": "$lines"},
            {"$match": {"lines.purse": {"$in": list(purses)}}},
            {
                "$group": {
                    "_id": "$lines.purse",
                    "came": {"$sum": {"$cond": [came, "$lines.minutes", 0]}},
                    "back": {"$sum": {"$cond": [back, {"$multiply": ["$lines.minutes", -1]}, 0]}},
                }
            },
        ]
        rows = self._rows.aggregate(steps, session=session)
        return {row["_id"]: (row["came"], row["back"]) for row in rows}

    def statement(
        self, purse: str, after: tuple[datetime, str] | None, most: int
    ) -> list[CurrencyJournal]:
        """The journals of a purse, the latest first; ``after``: the last row had before."""
        query: Document = {"lines.purse": purse, "lines": {"$exists": True}}
        if after:
            moment, key = after
            query["at"] = {"$lte": moment}
            query["$or"] = [{"at": {"$lt": moment}}, {"_id": {"$lt": key}}]
        order = [("at", DESCENDING), ("_id", DESCENDING)]
        return list(self._rows.find(query, limit=most, hint="purses").sort(order))
