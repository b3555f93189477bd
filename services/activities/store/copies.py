"""The collections organisations and teams: copies from the volunteers service's events.

An organisation: {_id, name, level, code, parent_id, path, status, revision}.
A team: {_id, name, organisation_id, organisation_path, leader_ids, status, revision}.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import UpdateOne

from shared.storage.mongo import Db, Document


class Copies:
    """What other services own and this one needs to know."""

    def __init__(self, database: Db) -> None:
        self._rows = {"organisation": database["organisations"], "team": database["teams"]}

    def organisation(self, organisation_id: str) -> Document | None:
        return self._rows["organisation"].find_one({"_id": organisation_id})

    def teams(self, team_ids: Iterable[str]) -> dict[str, Document]:
        return self._those("team", team_ids)

    def organisations(self, organisation_ids: Iterable[str]) -> dict[str, Document]:
        return self._those("organisation", organisation_ids)

    def _those(self, kind: str, ids: Iterable[str]) -> dict[str, Document]:
        wanted = list(ids)
        found = self._rows[kind].find({"_id": {"$in": wanted}}) if wanted else ()
        return {row["_id"]: row for row in found}

    def called(self, text: str, scope: str) -> list[Document]:
        """The organisations within the subtree ``scope`` with this name, area code or id."""
        same: list[Document] = [{"_id": text}, {"name": text}, {"code": text}]
        inside = {"path": {"$regex": f"^{re.escape(scope)}"}}
        return list(self._rows["organisation"].find({**inside, "$or": same}))

    def organisations_within(self, paths: Iterable[str], most: int) -> list[Document]:
        """Active organisations of these subtrees, each below the one it belongs to; where there
        are more, the highest of them."""
        wanted = {"status": "active", "$or": _within("path", paths)}
        if not wanted["$or"]:
            return []
        steps: list[Document] = [
            {"$match": wanted},
            {"$set": {"depth": {"$size": {"$split": ["$path", "/"]}}}},
            {"$sort": {"depth": 1, "path": 1}},
            {"$limit": most},
        ]
        return sorted(self._rows["organisation"].aggregate(steps), key=lambda row: row["path"])

    def teams_within(self, paths: Iterable[str], leader_id: str, most: int) -> list[Document]:
        """Active teams of these subtrees and those this person leads, by name."""
        mine = [{"leader_ids": leader_id}, *_within("organisation_path", paths)]
        found = self._rows["team"].find({"status": "active", "$or": mine}, limit=most)
        return list(found.sort("name", 1))

    def keep(self, kind: str, states: Iterable[Mapping[str, Any]]) -> None:
        """Keep each state (``kind`` is "organisation" or "team") unless a newer one is here."""
        id_field = f"{kind}_id"
        writes = [
            UpdateOne(
                {"_id": state[id_field]},
                [
                    {
                        "$replaceWith": {
                            "$cond": [
                                {"$gt": [state["revision"], {"$ifNull": ["$revision", -1]}]},
                                {"$literal": {"_id": state[id_field], **state}},
                                "$$ROOT",
                            ]
                        }
                    }
                ],
                upsert=True,
            )
            for state in states
        ]
        if writes:
            self._rows[kind].bulk_write(writes, ordered=False)


def _within(field: str, paths: Iterable[str]) -> list[Document]:
    """Conditions for records in any of these subtrees."""
    return [{field: {"$gte": path, "$lt": path + "\uffff"}} for path in paths]
