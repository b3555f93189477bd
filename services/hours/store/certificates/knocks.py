"""The collection ``knocks``: how often somebody asked lately, by a hash of who it is.

_id = hash of who and of the window of time; count; seen: by the database's own clock, which
rehearsals do not move; MongoDB forgets it an hour later
"""

import hashlib
from datetime import datetime

from pymongo import ASCENDING, IndexModel, ReturnDocument

from shared.storage.mongo import Db

COLLECTION = "knocks"
INDEXES = [IndexModel([("seen", ASCENDING)], name="forgotten", expireAfterSeconds=3600)]


class Knocks:
    """Counts in windows of time, a round trip each; addresses are not kept in clear."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def count(self, *who: str, weight: int, seconds: int, at: datetime) -> tuple[int, int]:
        """Add ``weight`` in this window of so many seconds: (its sum, seconds it still lasts)."""
        window, gone = divmod(int(at.timestamp()), seconds)
        name = hashlib.sha256("\x1f".join((*who, str(window))).encode()).hexdigest()
        found = self._rows.find_one_and_update(
            {"_id": name},
            {"$inc": {"count": weight}, "$currentDate": {"seen": True}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return int(found["count"]) if found else weight, seconds - gone
