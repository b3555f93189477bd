"""Counts for everybody: sums alone, nothing of any person."""

from collections.abc import Sequence

from pymongo import ASCENDING

from services.hours.store.rewards.records import HONOURS
from shared.storage.mongo import Db, Document


class Figures:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._people = database["people"]
        self._teams = database["teams"]
        self._honours = database[HONOURS]

    def volunteers(self) -> int:
        """How many people are registered and have not left."""
        return self._people.count_documents({"status": "active"})

    def teams(self) -> int:
        return self._teams.count_documents({"status": "active"})

    def first_teams(self, most: int) -> list[Document]:
        """Names of teams with their organisation, by name; nobody of their members."""
        found = self._teams.find({"status": "active"}, {"name": 1, "organisation_id": 1})
        return list(found.sort([("name", ASCENDING), ("_id", ASCENDING)]).limit(most))

    def honours(
        self, organisation_ids: Sequence[str], first: str, last: str, most: int
    ) -> list[Document]:
        """{_id: {title, unit}, people}: how many people were given which honour between two local
        days, the most frequent first; revoked ones left out."""
        query: Document = {
            "organisation_id": {"$in": list(organisation_ids)},
            "date": {"$gte": first, "$lte": last},
            "revoked": None,
        }
        group: Document = {
            "_id": {"title": "$title", "unit": "$unit"},
            "people": {"$addToSet": "$volunteer_id"},
        }
        steps: list[Document] = [
            {"$match": query},
            {"$group": group},
            {"$project": {"people": {"$size": "$people"}}},
            {"$sort": {"people": -1, "_id": 1}},
            {"$limit": most},
        ]
        return list(self._honours.aggregate(steps))
