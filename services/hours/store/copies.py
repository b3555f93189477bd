"""The collections ``people`` and ``organisations``: our copies of what volunteers tells.

people         _id = volunteer_id, number, name, organisation_id, organisation_path, status,
               revision
organisations  _id = organisation_id, name, level, parent_id, path, status, revision
"""

from collections.abc import Iterable, Mapping

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.collection import Collection

from shared.storage.mongo import Db, Document

ORGANISATION_INDEXES = [IndexModel([("path", ASCENDING)], name="path")]


class Copies:
    """The highest revision of each record wins, in whatever order they come."""

    def __init__(self, database: Db) -> None:
        self._people = database["people"]
        self._organisations = database["organisations"]

    def keep_people(self, people: Iterable[Document]) -> None:
        """Keep these people where ours are older."""
        _keep(self._people, people)

    def keep_organisations(self, organisations: Iterable[Document]) -> None:
        """Keep these organisations where ours are older."""
        _keep(self._organisations, organisations)

    def person(self, volunteer_id: str) -> Document | None:
        return self._people.find_one({"_id": volunteer_id})

    def organisation(self, organisation_id: str) -> Document | None:
        return self._organisations.find_one({"_id": organisation_id})

    def within(self, paths: Iterable[str]) -> list[Document]:
        """The organisations of the subtrees under ``paths``; each path ends with a slash."""
        # "0" follows "/": the range holds all that begins with the path.
        ranges = [{"path": {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
        if not ranges:
            return []
        return list(self._organisations.find({"$or": ranges}).sort("path", ASCENDING))


def _keep(rows: Collection[Document], copies: Iterable[Mapping[str, object]]) -> None:
    """Replace what is older. $literal: a name may begin with a dollar sign."""
    writes = [
        UpdateOne(
            {"_id": copy["_id"]},
            [
                {
                    "$replaceWith": {
                        "$cond": [
                            {"$gt": [copy["revision"], {"$ifNull": ["$revision", -1]}]},
                            {"$literal": copy},
                            "$$ROOT",
                        ]
                    }
                }
            ],
            upsert=True,
        )
        for copy in copies
    ]
    if writes:
        rows.bulk_write(writes, ordered=False)
