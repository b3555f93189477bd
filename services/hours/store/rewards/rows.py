"""A collection of records that people write one by one; the latest are read first.

Each has _id, at (when it was written), organisation_id, organisation_path, and perhaps ``outbox``
and ``commands`` (shared/storage/repeats.py), which no reader is shown.
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from shared.refusal import NotFound
from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, outbox_index

LATEST = [("at", DESCENDING), ("_id", DESCENDING)]
_PLAIN = {FIELD: 0}


def indexes_by(*fields: str, outbox: bool = False) -> list[IndexModel]:
    """An index by each of these fields, the latest first, and that of the relay."""
    found = [IndexModel([(name, ASCENDING), *LATEST], name=name) for name in fields]
    return [*found, outbox_index()] if outbox else found


class Rows:
    """Each method is one round trip. ``missing`` is raised where there is no such record."""

    def __init__(self, database: Db, name: str, missing: type[NotFound]) -> None:
        self._rows = database[name]
        self._missing = missing

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, _PLAIN, session=session)

    def get(self, key: str, session: ClientSession | None = None) -> Document:
        if found := self.find(key, session):
            return found
        raise self._missing

    def add(self, row: Document, session: ClientSession | None = None) -> Document:
        """Write it, or meet the one that is there. Within a transaction: raises DuplicateKeyError
        then."""
        try:
            self._rows.insert_one(row, session=session)
        except DuplicateKeyError:
            if session is not None:
                raise
            return self.get(row["_id"])
        return {name: value for name, value in row.items() if name != FIELD}

    def add_all(self, rows: Sequence[Document], session: ClientSession) -> None:
        self._rows.insert_many(rows, session=session)

    def some(self, keys: Sequence[str], session: ClientSession | None = None) -> list[Document]:
        """Those of these records that are there."""
        return list(self._rows.find({"_id": {"$in": list(keys)}}, _PLAIN, session=session))

    def save(
        self, key: str, writes: Document, session: ClientSession, *, only: Document | None = None
    ) -> Document | None:
        """Write a step; the record as it is then, None where it is not as ``only`` asks."""
        query = {**(only or {}), "_id": key}
        return self._rows.find_one_and_update(
            query, writes, _PLAIN, return_document=True, session=session
        )

    def latest(
        self, query: Document, after: tuple[datetime, str] | None, most: int
    ) -> list[Document]:
        """The latest first; ``after``: the last record had before."""
        if after:
            moment, key = after
            earlier = [{"at": {"$lt": moment}}, {"at": moment, "_id": {"$lt": key}}]
            query = {"$and": [query, {"$or": earlier}]}
        return list(self._rows.find(query, _PLAIN, limit=most).sort(LATEST))
