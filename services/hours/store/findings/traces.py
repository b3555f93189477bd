"""The collection ``traces``: what phones told at check-in. Not part of the ledger; gone after a
while, since nobody needs it for longer.

_id        the attendance's
device     a keyed hash, where the phone sent its mark
distance   metres from the activity's place, where she checked in by location
at         of the check-in
"""

from collections.abc import Iterable
from datetime import datetime

from pymongo import ASCENDING, IndexModel, UpdateOne

from shared.storage.mongo import Db, Document

COLLECTION = "traces"
KEPT_DAYS = 90
INDEXES = [
    IndexModel([("at", ASCENDING)], name="at", expireAfterSeconds=KEPT_DAYS * 24 * 3600),
]


class Traces:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def keep(self, traces: Iterable[Document]) -> None:
        """Keep them; a repeat changes nothing."""
        writes = [
            UpdateOne({"_id": one["_id"]}, {"$setOnInsert": one}, upsert=True) for one in traces
        ]
        if writes:
            self._rows.bulk_write(writes, ordered=False)

    def since(self, at: datetime) -> dict[str, Document]:
        """By attendance."""
        return {row["_id"]: row for row in self._rows.find({"at": {"$gte": at}})}
