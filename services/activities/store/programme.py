"""What is on: activities by their time, as volunteers look through them."""

from datetime import datetime
from typing import Any

from pymongo import ASCENDING

from services.activities.store.activities import COLLECTION
from shared.storage.mongo import Db, Document

_OVER = ("published", "ended", "closed")


class Programme:
    """Reads of what the public may see; no drafts, nothing that was cancelled."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def between(self, since: datetime, until: datetime, most: int, *, over: bool) -> list[Document]:
        """Activities with a shift in this time, by their start; ``over``: also those that are."""
        wanted: Document = {
            "status": {"$in": list(_OVER)} if over else "published",
            "ends_at": {"$gt": since},
            "starts_at": {"$lt": until},
            "shifts": within(since, until),
        }
        found = self._rows.find(wanted, {"outbox": 0}, limit=most)
        return list(found.sort([("starts_at", ASCENDING), ("_id", ASCENDING)]))

    def kinds(self, now: datetime) -> list[str]:
        """The kinds of what is ahead, in order."""
        return sorted(self._rows.distinct("kind", _ahead(now)))

    def organisation_ids(self, now: datetime) -> set[str]:
        """The units that organise what is ahead."""
        return set(self._rows.distinct("organisation_id", _ahead(now)))


def within(since: datetime | None, until: datetime) -> dict[str, Any]:
    """The condition for ``shifts``: one that is held and lies in this time, wholly or partly."""
    shift: Document = {"start": {"$lt": until}, "cancelled": None}
    if since is not None:
        shift["end"] = {"$gt": since}
    return {"$elemMatch": shift}


def _ahead(now: datetime) -> Document:
    return {"status": "published", "ends_at": {"$gt": now}}
