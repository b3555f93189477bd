"""The collection ``approvals``: people's days over their limit, and what was decided of them.

_id               "<volunteer_id>:<date>"; ``volunteer_id``, ``date`` (local, "2026-05-04")
minutes, held     what counts of the day and what waits, as the journals say
stage, ceiling, path   what is needed next (domain/rules/levels.py), as the tree stood
claims            [{attendance_id, activity_title, organisation_id, organisation_path, minutes,
                  held}] of the day
recorded_by       those who wrote an attendance of it down themselves: they do not approve it
limit             minutes up to which somebody let the day count; 0: nobody
decisions         [{decision, stage, minutes, by, at, reason}]; minutes: the limit approved
waiting           whether anybody is asked; false once it is declined or partly approved, until
                  the day changes
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument, UpdateOne
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document
from shared.storage.repeats import marking

COLLECTION = "approvals"
INDEXES = [
    IndexModel(
        [("date", ASCENDING), ("_id", ASCENDING)],
        name="waiting",
        partialFilterExpression={"waiting": True},
    ),
    IndexModel([("volunteer_id", ASCENDING), ("date", ASCENDING)], name="volunteer"),
]


def day_key(volunteer_id: str, day: date) -> str:
    return f"{volunteer_id}:{day.isoformat()}"


class Approvals:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def approved(
        self, days: Iterable[tuple[str, date]], session: ClientSession | None = None
    ) -> dict[str, dict[date, int]]:
        """The limits that somebody approved, by person and day."""
        keys = [day_key(person, day) for person, day in days]
        found: dict[str, dict[date, int]] = {}
        for row in self._rows.find(
            {"_id": {"$in": keys}, "limit": {"$gt": 0}},
            {"volunteer_id": 1, "date": 1, "limit": 1},
            session=session,
        ):
            mine = found.setdefault(row["volunteer_id"], {})
            mine[date.fromisoformat(row["date"])] = row["limit"]
        return found

    def note(self, days: Iterable[Document], session: ClientSession) -> None:
        """Keep what these days come to now; whoever must decide is asked again."""
        writes = [
            UpdateOne(
                {"_id": f"{day['volunteer_id']}:{day['date']}"},
                {
                    "$set": {**day, "waiting": day["held"] > 0},
                    "$setOnInsert": {"limit": 0, "decisions": []},
                },
                upsert=True,
            )
            for day in days
        ]
        if writes:
            self._rows.bulk_write(writes, ordered=False, session=session)

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, session=session)

    def decide(
        self, key: str, decision: Document, changes: Document, session: ClientSession
    ) -> None:
        """Write a decision down, with what it changes."""
        write = {"$push": {"decisions": decision, **marking()}, "$set": changes}
        self._rows.update_one({"_id": key}, write, session=session)

    def settle(self, key: str, waiting: bool, session: ClientSession) -> Document:
        """Say whether anybody is still asked, and return the day as it is now."""
        found = self._rows.find_one_and_update(
            {"_id": key},
            {"$set": {"waiting": waiting}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return found or {}

    def waiting(
        self, paths: Sequence[str], but: str, after: Sequence[str] | None, most: int
    ) -> list[Document]:
        """What waits for the coordinators under ``paths``, the oldest day first, without what the
        person ``but`` did or recorded herself."""
        # "0" follows "/": the range holds all that begins with the path.
        within = [{"path": {"$gte": one, "$lt": one[:-1] + "0"}} for one in paths]
        conditions: list[dict[str, Any]] = [{"$or": within}]
        if after:
            day, key = after
            conditions.append({"$or": [{"date": {"$gt": day}}, {"date": day, "_id": {"$gt": key}}]})
        query = {
            "waiting": True,
            "volunteer_id": {"$ne": but},
            "recorded_by": {"$ne": but},
            "$and": conditions,
        }
        return list(
            self._rows.find(query, limit=most).sort([("date", ASCENDING), ("_id", ASCENDING)])
        )

    def of_volunteer(
        self, volunteer_id: str, after: Sequence[str] | None, most: int
    ) -> list[Document]:
        """A person's long days, the latest first; ``after``: the last day had."""
        query: Document = {"volunteer_id": volunteer_id}
        if after:
            query["date"] = {"$lt": after[0]}
        return list(self._rows.find(query, limit=most).sort([("date", -1)]))
