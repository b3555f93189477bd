"""What the import of a list asks of the collection ``people``, for many rows at once."""

from collections.abc import Iterable, Sequence

from services.volunteers.store.people import COLLECTION
from shared.storage.mongo import Db


class Lists:
    """Questions about many people."""

    def __init__(self, database: Db) -> None:
        self._people = database[COLLECTION]

    def imported(self, keys: Sequence[str]) -> set[str]:
        """Which of these people of other systems' lists came in before."""
        wanted = {"imported.key": {"$in": list(keys)}}
        return {row["imported"]["key"] for row in self._people.find(wanted, {"imported": 1})}

    def phone_counts(self, phones: Iterable[str]) -> dict[str, int]:
        """How many who have not left gave each of these phones."""
        wanted = {"phone": {"$in": list(phones)}, "status": {"$ne": "left"}}
        count = {"_id": "$phone", "count": {"$sum": 1}}
        rows = self._people.aggregate([{"$match": wanted}, {"$group": count}])
        return {row["_id"]: row["count"] for row in rows}

    def numbers_taken(self, numbers: Sequence[str]) -> set[str]:
        """Which of these volunteer numbers somebody has."""
        rows = self._people.find({"number": {"$in": list(numbers)}}, {"number": 1})
        return {row["number"] for row in rows}
