"""Activities as an office looks over them: those of its subtrees, and what of them waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pymongo import ASCENDING, DESCENDING

from services.activities.store.activities import COLLECTION
from shared.storage.mongo import Db, Document


class Overview:
    """Reads by organisation path. Without any path nothing is found."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def around(
        self, paths: Iterable[str], now: datetime, back: timedelta, ahead: timedelta, most: int
    ) -> list[Document]:
        """Activities that begin within ``back`` and ``ahead``, the latest first, whatever their
        status; of more than ``most`` those nearest to now."""
        if not (inside := _within(paths)):
            return []

        def first(span: Document, order: int, count: int) -> list[Document]:
            shown = {"title": 1, "starts_at": 1, "shifts": 1, "organisation_path": 1}
            rows = self._rows.find({"starts_at": span, "$or": inside}, shown, limit=count)
            return list(rows.sort("starts_at", order))

        to_come = first({"$gte": now, "$lt": now + ahead}, ASCENDING, most // 2)
        begun = first({"$gte": now - back, "$lt": now}, DESCENDING, most - len(to_come))
        return [*reversed(to_come), *begun]

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
