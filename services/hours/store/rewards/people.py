"""What exports and yearly figures read of our copy of people, and the collections of their own.

registrations   _id = volunteer_id, at: when somebody registered
exports         _id, by, at, organisation_id, from, to, format: who took records out of the system;
                rows (written so far) and made (nothing more is written) while it is waited for
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from shared.storage.mongo import Db, Document

REGISTRATIONS, EXPORTS = "registrations", "exports"
INDEXES = {
    REGISTRATIONS: [IndexModel([("at", ASCENDING)], name="at")],
    EXPORTS: [IndexModel([("at", ASCENDING)], name="at")],
}
_BATCH = 2_000


class People:
    """Each method is one round trip, or a stream."""

    def __init__(self, database: Db) -> None:
        self._people = database["people"]
        self._registrations = database[REGISTRATIONS]
        self._exports = database[EXPORTS]

    def keep_registrations(self, registered: Iterable[tuple[str, datetime]]) -> None:
        """Keep when people registered; the first word stays."""
        writes = [
            UpdateOne({"_id": who}, {"$min": {"at": at}}, upsert=True) for who, at in registered
        ]
        if writes:
            self._registrations.bulk_write(writes, ordered=False)

    def within(self, path: str) -> Iterator[Document]:
        """The people of an organisation and all below it, by number."""
        found = self._people.find(_below(path), batch_size=_BATCH)
        yield from found.sort("number", ASCENDING)

    def by_status(self, path: str) -> dict[str, int]:
        """How many people there are of each status."""
        steps = [{"$match": _below(path)}, {"$group": {"_id": "$status", "n": {"$sum": 1}}}]
        return {row["_id"]: row["n"] for row in self._people.aggregate(steps)}

    def new(self, path: str, first: datetime, last: datetime) -> int:
        """How many people of the subtree registered from ``first`` on and before ``last``."""
        steps: list[Document] = [
            {"$match": {"at": {"$gte": first, "$lt": last}}},
            {
                "$lookup": {
                    "from": self._people.name,
                    "localField": "_id",
                    "foreignField": "_id",
                    "as": "person",
                }
            },
            {"$match": {f"person.{name}": asked for name, asked in _below(path).items()}},
            {"$count": "n"},
        ]
        return sum(row["n"] for row in self._registrations.aggregate(steps))

    def note_export(self, row: Document) -> None:
        self._exports.insert_one(row)

    def export_written(self, key: str, rows: int) -> None:
        """So many rows stand in it."""
        self._exports.update_one({"_id": key}, {"$set": {"rows": rows}})

    def export_made(self, key: str) -> None:
        self._exports.update_one({"_id": key}, {"$set": {"made": True}})

    def last_export(self, by: str) -> Document | None:
        """What she took out last."""
        return self._exports.find_one({"by": by}, sort=[("at", DESCENDING), ("_id", DESCENDING)])

    def exports(self, organisation_ids: Sequence[str], most: int) -> list[Document]:
        """Who took the records of these organisations out, the latest first."""
        query = {"organisation_id": {"$in": list(organisation_ids)}}
        return list(self._exports.find(query, limit=most).sort("at", DESCENDING))


def _below(path: str) -> Document:
    # "0" follows "/": the range holds all that begins with the path.
    return {"organisation_path": {"$gte": path, "$lt": path[:-1] + "0"}}
