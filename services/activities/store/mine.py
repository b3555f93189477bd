"""What one volunteer's own pages read of her sign-ups: few rows, by her index, whatever the size of
the activity."""

from datetime import datetime, timedelta

from pymongo import ASCENDING, DESCENDING

from services.activities.store.sign_ups import COLLECTION, LIVE
from shared.storage.mongo import Db, Document

_LONGEST = timedelta(days=3)
_NO_EVENTS = {"outbox": 0, "commands": 0}


class Mine:
    """Reads of one person's rows. All go by the index (volunteer_id, start)."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def next(self, volunteer_id: str, now: datetime) -> Document | None:
        """The place of hers that begins next or goes on now; waiting and applying count."""
        return self._rows.find_one(
            {
                "volunteer_id": volunteer_id,
                "start": {"$gt": now - _LONGEST},
                "end": {"$gt": now},
                "status": {"$in": list(LIVE)},
            },
            _NO_EVENTS,
            sort=[("start", ASCENDING)],
        )

    def present(self, volunteer_id: str, now: datetime) -> list[Document]:
        """The accepted rows she can check in or out with now, by start; one that is open first."""
        found = self._rows.find(
            {
                "volunteer_id": volunteer_id,
                "start": {"$gt": now - _LONGEST, "$lt": now + _LONGEST},
                "opens_at": {"$lte": now},
                "closes_at": {"$gte": now},
                "status": "accepted",
            },
            _NO_EVENTS,
        ).sort("start", ASCENDING)
        able = [row for row in found if row["open"] or row["end"] > now]
        return sorted(able, key=lambda row: row["open"] is None)

    def in_activity(self, volunteer_id: str, activity_id: str) -> dict[str, Document]:
        """Her rows of one activity by shift."""
        found = self._rows.find(
            {"volunteer_id": volunteer_id, "activity_id": activity_id}, _NO_EVENTS
        ).hint([("volunteer_id", ASCENDING), ("start", ASCENDING)])
        return {row["shift_id"]: row for row in found}

    def since(self, volunteer_id: str, begin: datetime, most: int) -> list[Document]:
        """All her rows that start after ``begin``, whatever became of them, by start."""
        found = self._rows.find(
            {"volunteer_id": volunteer_id, "start": {"$gt": begin}}, _NO_EVENTS, limit=most
        )
        return list(found.sort("start", ASCENDING))

    def latest(self, volunteer_id: str, most: int) -> list[Document]:
        """Her last rows, the newest first."""
        found = self._rows.find({"volunteer_id": volunteer_id}, _NO_EVENTS, limit=most)
        return list(found.sort("start", DESCENDING))
