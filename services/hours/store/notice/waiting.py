"""What waits for people, read from where it stands; and the collection ``reminders``.

reminders  _id = "<kind>:<about>:<stage>": who was reminded of what, once each; ``outbox``
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from shared.storage.mongo import Db, Document
from shared.storage.outbox import outbox_index

COLLECTION = "reminders"
INDEXES = [outbox_index()]
OPEN_ACTIVITIES = ("published", "ended")


class Waiting:
    """Each method is one round trip; the longest waiting first."""

    def __init__(self, database: Db) -> None:
        self._database = database
        self._reminders = database[COLLECTION]

    def activities(self, paths: Sequence[str], now: datetime, most: int) -> list[Document]:
        """Activities that ended and were not closed."""
        query = {"status": {"$in": OPEN_ACTIVITIES}, "end": {"$lte": now}, **_within(paths)}
        return self._first("activities", query, "end", most)

    def filed(self, name: str, status: str, paths: Sequence[str], most: int) -> list[Document]:
        """Back-entries or corrections of a status."""
        return self._first(name, {"status": status, **_within(paths)}, "filed_at", most)

    def objections(self, paths: Sequence[str], most: int) -> list[Document]:
        """Open objections."""
        return self._first("objections", {"status": "open", **_within(paths)}, "at", most)

    def long_days(self, paths: Sequence[str], most: int) -> list[Document]:
        """Days over their limit that nobody has decided yet."""
        return self._first("approvals", {"waiting": True, **_within(paths, "path")}, "date", most)

    def remind(self, reminder: Document) -> bool:
        """Keep a reminder with its event; False when it was given before."""
        try:
            self._reminders.insert_one(reminder)
        except DuplicateKeyError:
            return False
        return True

    def reminded(self, keys: Sequence[str]) -> set[str]:
        """Which of these reminders were given."""
        found = self._reminders.find({"_id": {"$in": list(keys)}}, {"_id": 1})
        return {row["_id"] for row in found}

    def _first(self, name: str, query: Document, order: str, most: int) -> list[Document]:
        found = self._database[name].find(query, {"outbox": 0}, limit=most)
        return list(found.sort([(order, ASCENDING), ("_id", ASCENDING)]))


def _within(paths: Sequence[str], field: str = "organisation_path") -> Document:
    # "0" follows "/": the range holds all that begins with the path.
    ranges = [{field: {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
    return {"$or": ranges} if ranges else {"_id": None}
