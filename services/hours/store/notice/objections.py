"""The collection ``objections``: what members say against lines in public notice.

_id              of journal and objector: one objection a person and line
journal_id, volunteer_id (whose line), organisation_id, organisation_path, activity_title
by, reason, at   who objects, why and when
status           open | upheld | dismissed; then ``decision``: {by, reason, at}
outbox, commands
"""

from collections.abc import Sequence

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, outbox_index

COLLECTION = "objections"
INDEXES = [
    IndexModel(
        [("status", ASCENDING), ("organisation_path", ASCENDING), ("_id", ASCENDING)],
        name="organisation",
    ),
    IndexModel([("by", ASCENDING), ("_id", DESCENDING)], name="by"),
    IndexModel([("journal_id", ASCENDING)], name="journal"),
    outbox_index(),
]
_PLAIN = {FIELD: 0}


class Objections:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, _PLAIN, session=session)

    def add(self, objection: Document, session: ClientSession) -> None:
        self._rows.insert_one(objection, session=session)

    def save(self, objection: Document, writes: Document, session: ClientSession) -> None:
        """Write what was decided."""
        self._rows.update_one({"_id": objection["_id"]}, writes, session=session)

    def of(self, volunteer_id: str, after: str | None, most: int) -> list[Document]:
        """What somebody objected to, the latest first."""
        query: Document = {"by": volunteer_id}
        if after:
            query["_id"] = {"$lt": after}
        return list(self._rows.find(query, _PLAIN, limit=most).sort("_id", DESCENDING))

    def against(self, journal_ids: Sequence[str]) -> list[Document]:
        """What was said against these credits, the oldest first."""
        query = {"journal_id": {"$in": list(journal_ids)}}
        return list(self._rows.find(query, _PLAIN).sort("_id", ASCENDING))

    def open_within(self, paths: Sequence[str], after: str | None, most: int) -> list[Document]:
        """Open objections to lines of the subtrees under ``paths``."""
        within = [{"organisation_path": {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
        if not within:
            return []
        query: Document = {"status": "open", "$or": within}
        if after:
            query["_id"] = {"$gt": after}
        return list(self._rows.find(query, _PLAIN, limit=most).sort("_id", ASCENDING))
