"""What is on: activities by their time, as volunteers look through them; no long texts."""

from datetime import datetime
from typing import Any

from services.activities.store.activities import COLLECTION
from shared.storage.mongo import Db, Document

_OVER = ("published", "ended", "closed")
_BRIEF = dict.fromkeys(
    (
        "status",
        "title",
        "kind",
        "address",
        "organisation_id",
        "mode",
        "opens_at",
        "closes_at",
        "shifts",
    ),
    1,
)


class Programme:
    """Reads of what the public may see; no drafts, nothing that was cancelled."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def beginning(self, begin: datetime, end: datetime, most: int, *, over: bool) -> list[Document]:
        """Up to ``most`` activities with a shift that is held and begins within [begin, end);
        ``over``: with those that have ended. Read by the starts of shifts, in no certain order."""
        match: Document = {
            "status": {"$in": list(_OVER)} if over else "published",
            "shifts": {"$elemMatch": {"cancelled": None, "start": {"$gte": begin, "$lt": end}}},
        }
        return list(self._rows.find(match, _BRIEF, limit=most))

    def kinds(self, now: datetime) -> list[str]:
        """The kinds of what is ahead, in order."""
        return sorted(self._words("kind", now))

    def organisation_ids(self, now: datetime) -> set[str]:
        """The units that organise what is ahead."""
        return set(self._words("organisation_id", now))

    def _words(self, field: str, now: datetime) -> list[str]:
        """What stands in a field of what is ahead, each once, from the index alone."""
        ahead = {"status": "published", "ends_at": {"$gt": now}}
        steps: list[Document] = [{"$match": ahead}, {"$group": {"_id": f"${field}"}}]
        return [row["_id"] for row in self._rows.aggregate(steps)]


def within(since: datetime | None, until: datetime) -> dict[str, Any]:
    """The condition for ``shifts``: one that is held and lies in this time, wholly or partly."""
    shift: Document = {"start": {"$lt": until}, "cancelled": None}
    if since is not None:
        shift["end"] = {"$gt": since}
    return {"$elemMatch": shift}
