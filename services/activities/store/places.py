"""The collection places: the counter of one role of one shift, and the lock of its waitlist.

    _id          "<shift_id>:<role_id>"
    activity_id, shift_id, role_id
    places       int, how many there are; never below ``taken``
    taken        int, accepted sign-ups
    waiting      int, waitlisted sign-ups
    applied      int, applications the organiser has not answered
    queued       int, the last number given on the waitlist; only grows
    activity_revision   int

Whoever takes, frees, waits for or changes a place writes this document in his transaction, so
two of them never pass each other: no free place is left beside somebody who waits.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument, UpdateOne
from pymongo.client_session import ClientSession

from services.activities.domain.placing import counter_id
from shared.storage.mongo import Db, Document

COLLECTION = "places"
INDEXES = [
    IndexModel([("activity_id", ASCENDING)]),
    IndexModel(
        [("waiting", ASCENDING)],
        name="waited_for",
        partialFilterExpression={"waiting": {"$gt": 0}},
    ),
]


class Places:
    """The counters. All writes belong into the transaction of what they count."""

    def __init__(self, database: Db) -> None:
        self.rows = database[COLLECTION]

    def get(self, place_id: str, session: ClientSession | None = None) -> Document | None:
        return self.rows.find_one({"_id": place_id}, session=session)

    def get_many(self, place_ids: list[str]) -> dict[str, Document]:
        return {row["_id"]: row for row in self.rows.find({"_id": {"$in": place_ids}})}

    def of_activities(self, activity_ids: list[str]) -> list[Document]:
        return list(self.rows.find({"activity_id": {"$in": activity_ids}}))

    def of_activity(self, activity_id: str, session: ClientSession) -> dict[str, Document]:
        """The counters of an activity by their ids."""
        found = self.rows.find({"activity_id": activity_id}, session=session)
        return {row["_id"]: row for row in found}

    def set_places(self, activity: Document, revision: int, session: ClientSession) -> None:
        """Write how many places each role of ``activity`` has; new counters start empty.

        Every counter is written even when its number stays: the change must meet the sign-ups
        that run beside it.
        """
        writes = [
            UpdateOne(
                {"_id": counter_id(shift["shift_id"], role["role_id"])},
                {
                    "$set": {"places": role["places"], "activity_revision": revision},
                    "$setOnInsert": {
                        "activity_id": activity["_id"],
                        "shift_id": shift["shift_id"],
                        "role_id": role["role_id"],
                        **dict.fromkeys(("taken", "waiting", "applied", "queued"), 0),
                    },
                },
                upsert=True,
            )
            for shift in activity["shifts"]
            for role in shift["roles"]
        ]
        self.rows.bulk_write(writes, session=session)

    def remove(self, place_ids: Iterable[str], session: ClientSession) -> None:
        self.rows.delete_many({"_id": {"$in": list(place_ids)}}, session=session)

    def claim(self, place_id: str, session: ClientSession) -> Document:
        """Take a place, or where none is free or others wait already, the next queue number.

        Returns the counter as it is now; ``claimed`` says whether a place was taken.
        """
        free = {
            "$and": [{"$lt": ["$taken", "$places"]}, {"$eq": ["$waiting", 0]}],
        }
        wait = {"$cond": ["$claimed", 0, 1]}
        steps: list[dict[str, Any]] = [
            {"$set": {"claimed": free}},
            {
                "$set": {
                    "taken": {"$add": ["$taken", {"$cond": ["$claimed", 1, 0]}]},
                    "waiting": {"$add": ["$waiting", wait]},
                    "queued": {"$add": ["$queued", wait]},
                }
            },
        ]
        found = self.rows.find_one_and_update(
            {"_id": place_id}, steps, return_document=ReturnDocument.AFTER, session=session
        )
        if found is None:
            raise LookupError(f"no place counter {place_id}")
        return found

    def take(self, place_id: str, session: ClientSession, **also: int) -> bool:
        """Take a place if one is free, whoever waits; ``also`` moves other numbers with it."""
        found = self.rows.update_one(
            {"_id": place_id, "$expr": {"$lt": ["$taken", "$places"]}},
            {"$inc": {"taken": 1, **also}},
            session=session,
        )
        return found.modified_count == 1

    def count(self, place_id: str, session: ClientSession, **by: int) -> None:
        """Move numbers, as ``taken=-1``."""
        self.rows.update_one({"_id": place_id}, {"$inc": by}, session=session)

    def set_counts(
        self, activity_id: str, counts: Mapping[str, Mapping[str, int]], session: ClientSession
    ) -> None:
        """Set each counter of the activity to the rows of each status (see sign_ups.counts)."""
        writes = []
        for place_id in self.of_activity(activity_id, session):
            rows = counts.get(place_id, {})
            numbers = {
                "taken": rows.get("accepted", 0) + rows.get("no_show", 0),
                "waiting": rows.get("waitlisted", 0),
                "applied": rows.get("applied", 0),
            }
            writes.append(UpdateOne({"_id": place_id}, {"$set": numbers}))
        if writes:
            self.rows.bulk_write(writes, session=session)

    def applied(self, activity_ids: list[str]) -> int:
        """Applications to these activities that nobody has answered."""
        wanted = {"activity_id": {"$in": activity_ids}, "applied": {"$gt": 0}}
        return sum(row["applied"] for row in self.rows.find(wanted, {"applied": 1}))

    def waited_for(self) -> list[Document]:
        """Counters with a free place and somebody on the waitlist."""
        return list(
            self.rows.find(
                {"waiting": {"$gt": 0}, "$expr": {"$lt": ["$taken", "$places"]}},
                hint="waited_for",
            )
        )
