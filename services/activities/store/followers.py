"""Many sign-up rows at once: those that follow a change of their activity, person or unit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import UpdateOne
from pymongo.client_session import ClientSession

from services.activities.domain import facts
from services.activities.store import sign_ups
from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact


class Followers:
    """Finds the rows that lag behind and writes them in bulk, each as it was read."""

    def __init__(self, database: Db) -> None:
        self.rows = database[sign_ups.COLLECTION]

    def behind(self, activity: Document, most: int, *, attended: bool) -> list[Document]:
        """Live rows that have not followed the activity up to its revision.

        Without ``attended`` only those nobody has checked in with.
        """
        return list(
            self.rows.find(
                {
                    "activity_id": activity["_id"],
                    "activity_revision": {"$lt": activity["revision"]},
                    "status": {"$in": list(sign_ups.LIVE)},
                    **({} if attended else sign_ups.NO_ATTENDANCE),
                },
                {"outbox": 0},
                limit=most,
            )
        )

    def counts(self, activity_id: str, session: ClientSession) -> dict[str, dict[str, int]]:
        """How many rows of each status each counter (by its id) has."""
        found = self.rows.aggregate(
            [
                {"$match": {"activity_id": activity_id}},
                {
                    "$group": {
                        "_id": {
                            "place": {"$concat": ["$shift_id", ":", "$role_id"]},
                            "status": "$status",
                        },
                        "rows": {"$sum": 1},
                    }
                },
            ],
            session=session,
        )
        counts: dict[str, dict[str, int]] = {}
        for row in found:
            counts.setdefault(row["_id"]["place"], {})[row["_id"]["status"]] = row["rows"]
        return counts

    def follow_people(self, people: Mapping[str, Mapping[str, Any]]) -> None:
        """Write each person's fields (by volunteer id) into her rows, where they are newer."""
        rows = self.rows.find(
            {"volunteer_id": {"$in": list(people)}}, {"volunteer_id": 1, "person_revision": 1}
        )
        writes = [
            UpdateOne(
                {"_id": row["_id"], "person_revision": {"$lt": fields["person_revision"]}},
                {"$set": dict(fields)},
            )
            for row in rows
            if (fields := people[row["volunteer_id"]])["person_revision"] > row["person_revision"]
        ]
        if writes:
            self.rows.bulk_write(writes, ordered=False)

    def follow_activity(
        self, changes: Iterable[tuple[Document, Mapping[str, Any], Sequence[Fact]]]
    ) -> int:
        """Write what an activity's change means for each row as it was read, attended or not."""
        writes = [
            UpdateOne(_as_present(row), sign_ups.change(fields, events))
            for row, fields, events in changes
        ]
        return self.rows.bulk_write(writes, ordered=False).modified_count if writes else 0

    def move_organisation(self, organisation_id: str, path: str) -> None:
        """The organising unit stands elsewhere in the tree now."""
        self.rows.update_many({"organisation_id": organisation_id}, {"$set": facts.unit_of(path)})


def _as_present(row: Document) -> Document:
    """The row as it was read, in or out: a check-in or check-out leaves its ``revision`` alone."""
    seen = {"_id": row["_id"], "revision": row["revision"], "status": row["status"]}
    opened = row["open"]
    return seen | ({"open.attendance_id": opened["attendance_id"]} if opened else {"open": None})
