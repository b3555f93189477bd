"""The collection messages: what organisers wrote to those who signed up.

_id           str
activity_id   str
shift_id      str | None, the shift whose people were meant; None: all of the activity
statuses      [str], which of them: accepted, waitlisted, applied
text          str, as typed
sent_by, sender   str, the volunteer id and the name of who wrote
sent_at       datetime
day, turn     str "2026-11-22" and int, the how manieth of the activity that day, from 0: two that
              are sent at once cannot both be the last one allowed
people        int, how many were told
outbox        events not yet published, in lots; never state
"""

from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact, outbox_index

COLLECTION = "messages"
INDEXES = [
    IndexModel([("activity_id", ASCENDING), ("day", ASCENDING), ("turn", ASCENDING)], unique=True),
    IndexModel([("activity_id", ASCENDING), ("sent_at", DESCENDING)]),
    outbox_index(),
]
_TOLD = ("activity_title", "shift_id", "volunteer_id", "activity_id", "start", "end")


class Messages:
    """Reads and writes of messages; one is written with all its events at once."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._sign_ups = database["sign_ups"]

    def get(self, message_id: str) -> Document | None:
        return self._rows.find_one({"_id": message_id}, {"outbox": 0})

    def sent_on(self, activity_id: str, day: str) -> int:
        """How many were sent that local day."""
        return self._rows.count_documents({"activity_id": activity_id, "day": day})

    def insert(self, message: Document, events: Iterable[Fact]) -> bool:
        """False: the same command wrote it before, or somebody took this turn of the day."""
        try:
            self._rows.insert_one({**message, "outbox": list(events)})
        except DuplicateKeyError:
            return False
        return True

    def of_activity(self, activity_id: str, most: int) -> list[Document]:
        """The latest first."""
        found = self._rows.find({"activity_id": activity_id}, {"outbox": 0}, limit=most)
        return list(found.sort("sent_at", DESCENDING))

    def readers(
        self, activity_id: str, shift_id: str | None, statuses: Iterable[str], most: int
    ) -> list[Document]:
        """A row for each person meant, of the first of her shifts; at most ``most``."""
        match: dict[str, Any] = {"activity_id": activity_id, "status": {"$in": list(statuses)}}
        if shift_id:
            match["shift_id"] = shift_id
        found = self._sign_ups.find(match, dict.fromkeys(_TOLD, 1)).sort("start", ASCENDING)
        first: dict[str, Document] = {}
        for row in found:
            first.setdefault(row["volunteer_id"], row)
            if len(first) >= most:
                break
        return list(first.values())
