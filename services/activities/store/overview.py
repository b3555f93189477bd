"""Activities as an office looks over them: those of its subtrees, and what of them waits."""

from collections.abc import Iterable
from datetime import datetime

from pymongo import DESCENDING

from services.activities.store.activities import COLLECTION
from shared.storage.mongo import Db, Document


class Overview:
    """Reads by organisation path. Without any path nothing is found."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def around(
        self, paths: Iterable[str], since: datetime, until: datetime, most: int
    ) -> list[Document]:
        """Activities that begin then, the latest first, whatever their status."""
        wanted = {"starts_at": {"$gte": since, "$lt": until}, "$or": _within(paths)}
        if not wanted["$or"]:
            return []
        shown = {"title": 1, "starts_at": 1, "shifts": 1, "organisation_path": 1}
        return list(self._rows.find(wanted, shown, limit=most).sort("starts_at", DESCENDING))

    def choosing(self, paths: Iterable[str]) -> list[str]:
        """Published activities whose organiser chooses among applicants."""
        wanted = {"status": "published", "mode": "organiser_chooses", "$or": _within(paths)}
        return [row["_id"] for row in self._rows.find(wanted, {"_id": 1})] if wanted["$or"] else []

    def count_ended(self, paths: Iterable[str]) -> int:
        """Activities that are over and not closed."""
        inside = _within(paths)
        return self._rows.count_documents({"status": "ended", "$or": inside}) if inside else 0


def _within(paths: Iterable[str]) -> list[Document]:
    """Conditions for activities in any of these subtrees."""
    return [{"organisation_path": {"$gte": path, "$lt": path + "\uffff"}} for path in paths]
