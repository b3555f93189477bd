"""The collection looks: who looked at whose data on which roster.

_id       str, grows with time
at        datetime
by        str, the volunteer id of who looked
number    str, her volunteer number
scope     str, the organisation path whose roster it was
filter    {word: text}, what she asked for
form      page | csv | xlsx
rows      int, lines she saw; ``whole_phones`` of them with the whole phone number
"""

from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from shared.storage.mongo import Db, Document

COLLECTION = "looks"
KEEP_SECONDS = 1100 * 24 * 3600  # three years and a bit: PIPL, article 56
INDEXES = [
    IndexModel([("at", ASCENDING)], expireAfterSeconds=KEEP_SECONDS),
    IndexModel([("by", ASCENDING), ("_id", DESCENDING)]),
]


class Looks:
    """The log of looks. Nothing changes or removes an entry but its age."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def record(self, look: Document) -> None:
        self._rows.insert_one(look)

    def page(
        self,
        scopes: list[str],
        by: str | None,
        since: datetime | None,
        before: str | None,
        most: int,
    ) -> list[Document]:
        """The newest looks within subtrees of ``scopes``, older than the id ``before``."""
        wanted: dict[str, Any] = {
            "$or": [{"scope": {"$gte": path, "$lt": path + "\uffff"}} for path in scopes]
        }
        if by:
            wanted["by"] = by
        if since:
            wanted["at"] = {"$gte": since}
        if before:
            wanted["_id"] = {"$lt": before}
        return list(self._rows.find(wanted, limit=most).sort("_id", DESCENDING))
