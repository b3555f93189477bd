"""The collection ``rules``: what organisations set, only ever added to.

_id               of the decision
organisation_id, path   whose it is, and where it stood then
from, to          local days, "2026-05-04"; ``to`` only in rows for a past period
values            {key: value}, only what was set; None: what is above holds again
by, at, reason    who decided it, when and, for a past period, why
confirmed         {by, at} of the second person; None: it does not hold yet. Rows for a past period
                  have none: they are a second person's decision by themselves
taken_back        {by, at} of a row that never came into force
"""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.client_session import ClientSession

from services.hours.domain.rules import Row, RuleBook, Rules
from services.hours.domain.rules.book import FOR_EVER
from shared.storage.mongo import Db, Document

COLLECTION = "rules"
INDEXES = [
    IndexModel(
        [("organisation_id", ASCENDING), ("from", DESCENDING), ("_id", DESCENDING)],
        name="organisation",
    )
]
KEPT_SECONDS = 5.0
_HOLDING: Document = {
    "taken_back": None,
    "$or": [{"confirmed": {"$exists": False}}, {"confirmed": {"$ne": None}}],
}


class RuleRows:
    """The rule book as of a few seconds ago, and the rows it is made of. What reads or writes
    rows is one round trip."""

    def __init__(self, database: Db, defaults: Rules) -> None:
        self._rows = database[COLLECTION]
        self._defaults = defaults
        self._book = RuleBook((), defaults)
        self._read_at = float("-inf")

    def book(self, *, fresh: bool = False) -> RuleBook:
        """All rules, kept for five seconds: a batch costs no round trip. A row comes into force a
        day after it was written at the earliest, so nobody meets an old book."""
        if fresh or monotonic() - self._read_at > KEPT_SECONDS:
            read_at = monotonic()
            rows = [row_of(one) for one in self._rows.find(_HOLDING)]
            if rows != list(self._book.rows):
                self._book = RuleBook(rows, self._defaults)
            self._read_at = read_at
        return self._book

    @property
    def kept(self) -> RuleBook:
        """The book that was read last, without a look whether it still holds."""
        return self._book

    def add(self, row: Document, session: ClientSession | None = None) -> Document:
        """Write a row unless its id is there; returns what is there then."""
        kept = self._rows.find_one_and_update(
            {"_id": row["_id"]},
            {"$setOnInsert": row},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        self._read_at = float("-inf")
        return kept or row

    def find(self, row_id: str) -> Document | None:
        return self._rows.find_one({"_id": row_id})

    def take_back(self, row_id: str, mark: Document) -> Document:
        """Mark a row as taken back, ``mark`` says by whom and when; the first mark stays."""
        self._rows.update_one({"_id": row_id, "taken_back": None}, {"$set": {"taken_back": mark}})
        self._read_at = float("-inf")
        return self._rows.find_one({"_id": row_id}) or {}

    def confirm(self, row_id: str, mark: Document) -> Document:
        """Mark a row as confirmed; the first mark stays."""
        waiting = {"_id": row_id, "confirmed": None, "taken_back": None}
        self._rows.update_one(waiting, {"$set": {"confirmed": mark}})
        self._read_at = float("-inf")
        return self._rows.find_one({"_id": row_id}) or {}

    def unconfirmed(self, paths: Sequence[str], today: str, most: int) -> list[Document]:
        """Rows of organisations under ``paths`` that wait for a second person, the first day
        first; ``today``: whose day has come cannot be confirmed any more."""
        # "0" follows "/": the range holds all that begins with the path.
        within = [{"path": {"$gte": one, "$lt": one[:-1] + "0"}} for one in paths]
        if not within:
            return []
        waiting: Document = {"confirmed": {"$type": "null"}, "taken_back": None}
        query = {**waiting, "from": {"$gt": today}, "$or": within}
        order = [("from", ASCENDING), ("_id", ASCENDING)]
        return list(self._rows.find(query, limit=most).sort(order))

    def history(
        self, organisation_id: str, after: Sequence[str] | None, most: int
    ) -> list[Document]:
        """An organisation's rows, the latest day first; ``after``: day and id of the last had."""
        query: Document = {"organisation_id": organisation_id}
        if after:
            day, row_id = after
            query["$or"] = [{"from": {"$lt": day}}, {"from": day, "_id": {"$lt": row_id}}]
        order = [("from", DESCENDING), ("_id", DESCENDING)]
        return list(self._rows.find(query, limit=most).sort(order))


def row_of(document: Mapping[str, Any]) -> Row:
    """The row as the rule book knows it. Lists come back from the database as tuples."""
    values: Document = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in document["values"].items()
    }
    return Row(
        document["_id"],
        document["organisation_id"],
        document["from"],
        values,
        document["at"],
        document.get("to") or FOR_EVER,
    )
