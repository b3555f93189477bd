"""The collections ``back_entries`` and ``corrections``: what somebody filed, and what became of it.

Of both:
_id, filed_by, filed_number, filed_at   who filed it: id and volunteer's number
volunteer_id, activity_id, activity_title, activity_kind, organisation_id, organisation_path,
shift_id, shift_start, shift_end, role, check_in_at, check_out_at   the presence it asks for
proof            None | {file_id, sha256, kind, bytes, at}; a written statement has ``text``
                 instead of ``file_id``
status           filed | approved | declined | withdrawn; a correction: filed | checked | accepted |
                 declined | withdrawn
standing         names the presence while nothing says no to it: one at a time
decision         None | {by, number, reason, at}
commands, outbox shared/storage/repeats.py, shared/storage/outbox.py

back_entries     ``reason``; ``correction_id`` where a request led to it
corrections      ``text``, ``journal_id`` (None: nothing stands at the shift), ``check``: None |
                 {by, number, finding, at}, ``back_entry_id`` where it led to one
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from services.hours.domain.late.refusals import NoSuchBackEntry, NoSuchCorrection
from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, outbox_index

BACK_ENTRIES, CORRECTIONS = "back_entries", "corrections"
_LATEST = [("filed_at", DESCENDING), ("_id", DESCENDING)]
_COMMON = [
    IndexModel(
        [("standing", ASCENDING)],
        name="standing",
        unique=True,
        partialFilterExpression={"standing": {"$exists": True}},
    ),
    IndexModel([("organisation_path", ASCENDING), *_LATEST], name="organisation"),
    IndexModel([("volunteer_id", ASCENDING), *_LATEST], name="volunteer"),
]
_DECIDED = IndexModel([("decision.at", ASCENDING)], name="decided")
INDEXES = {
    BACK_ENTRIES: [*_COMMON, _DECIDED, outbox_index()],
    CORRECTIONS: [*_COMMON, outbox_index()],
}
_PLAIN = {FIELD: 0}


class Filed:
    """One of the two. Each method is one round trip."""

    def __init__(self, database: Db, name: str) -> None:
        self.name = name
        self._rows = database[name]

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, _PLAIN, session=session)

    def get(self, key: str, session: ClientSession | None = None) -> Document:
        """Raises NoSuchBackEntry, NoSuchCorrection."""
        if found := self.find(key, session):
            return found
        raise NoSuchBackEntry if self.name == BACK_ENTRIES else NoSuchCorrection

    def same(self, standing: str, session: ClientSession | None = None) -> Document | None:
        """What stands about this presence."""
        return self._rows.find_one({"standing": standing}, _PLAIN, session=session)

    def add(self, row: Document, session: ClientSession | None = None) -> Document:
        """Write it; where it, or one about the same presence, is there already: that one. Within
        a transaction: raises DuplicateKeyError then."""
        try:
            self._rows.insert_one(row, session=session)
        except DuplicateKeyError:
            if session is not None:
                raise
            there = {"$or": [{"_id": row["_id"]}, {"standing": row["standing"]}]}
            return self._rows.find_one(there, _PLAIN) or row
        return {name: value for name, value in row.items() if name != FIELD}

    def save(self, key: str, writes: Document, session: ClientSession) -> Document:
        """Write a step; returns the row as it is then."""
        found: Document | None = self._rows.find_one_and_update(
            {"_id": key}, writes, _PLAIN, return_document=True, session=session
        )
        if found is None:
            raise LookupError(key)
        return found

    def about(self, volunteer_id: str, attendance_id: str) -> Sequence[Document]:
        """What she filed about one attendance, the latest first."""
        query = {"volunteer_id": volunteer_id, "attendance_id": attendance_id}
        return list(self._rows.find(query, _PLAIN).sort(_LATEST))

    def list(
        self, query: Document, after: tuple[datetime, str] | None, most: int
    ) -> Sequence[Document]:
        """The latest first; ``after``: the last row had before."""
        if after:
            moment, key = after
            earlier = [{"filed_at": {"$lt": moment}}, {"filed_at": moment, "_id": {"$lt": key}}]
            query = {"$and": [query, {"$or": earlier}]}
        return list(self._rows.find(query, _PLAIN, limit=most).sort(_LATEST))


def within(paths: Sequence[str]) -> Document:
    """The condition that something belongs to the subtrees under ``paths``."""
    # "0" follows "/": the range holds all that begins with the path.
    ranges = [{"organisation_path": {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
    return {"$or": ranges} if ranges else {"_id": None}
