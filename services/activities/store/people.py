"""The collection people: what sign-ups need of a volunteer, and when she is busy.

    _id                volunteer id
    number, name, pinyin, birth_date, phone, status, organisation_id, organisation_path,
    team_ids, qualifications, revision         the copy, from the volunteers service's events
    busy               [{sign_up_id, start, end, title}], her accepted shifts; ours
    turn               int, grows with every write of ``busy``; ours

The document is the lock of the person: a transaction that signs her up, moves her up or bars her
writes it, so two of them never pass each other and no two of her shifts overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document

COLLECTION = "people"
INDEXES = [IndexModel([("number", ASCENDING)])]
FIELDS = (
    "number name pinyin birth_date phone status organisation_id organisation_path team_ids "
    "qualifications revision"
).split()


class People:
    """Copies of volunteers with their busy times."""

    def __init__(self, database: Db) -> None:
        self.rows = database[COLLECTION]

    def get(self, volunteer_id: str, session: ClientSession | None = None) -> Document | None:
        return self.rows.find_one({"_id": volunteer_id}, session=session)

    def get_many(self, volunteer_ids: Iterable[str]) -> dict[str, Document]:
        found = self.rows.find({"_id": {"$in": list(volunteer_ids)}})
        return {row["_id"]: row for row in found}

    def keep(self, states: Iterable[Mapping[str, Any]]) -> None:
        """Keep each state (data of a volunteer event) unless a newer one is here."""
        writes = []
        for state in states:
            copy = {name: state[name] for name in FIELDS}
            fresh = {"$gt": [state["revision"], {"$ifNull": ["$revision", -1]}]}
            new = {"$mergeObjects": [{"busy": [], "turn": 0}, "$$ROOT", {"$literal": copy}]}
            writes.append(
                UpdateOne(
                    {"_id": state["volunteer_id"]},
                    [{"$replaceWith": {"$cond": [fresh, new, "$$ROOT"]}}],
                    upsert=True,
                )
            )
        if writes:
            self.rows.bulk_write(writes, ordered=False)

    def set_busy(self, volunteer_id: str, busy: Sequence[Document], session: ClientSession) -> None:
        """Write her busy times; with the same ones it still takes the person's lock."""
        self.rows.update_one(
            {"_id": volunteer_id},
            {"$set": {"busy": list(busy)}, "$inc": {"turn": 1}},
            session=session,
        )

    def free(self, sign_ups: Iterable[tuple[str, str]]) -> None:
        """Take these (volunteer id, sign-up id) out of the busy times."""
        writes = [
            UpdateOne(
                {"_id": volunteer_id},
                {"$pull": {"busy": {"sign_up_id": sign_up_id}}, "$inc": {"turn": 1}},
            )
            for volunteer_id, sign_up_id in sign_ups
        ]
        if writes:
            self.rows.bulk_write(writes, ordered=False)

    def move(self, moves: Iterable[tuple[str, str, datetime, datetime]]) -> None:
        """Give (volunteer id, sign-up id, start, end) new times where nothing else overlaps."""
        writes = [
            UpdateOne(
                {
                    "_id": volunteer_id,
                    "busy": {
                        "$not": {
                            "$elemMatch": {
                                "sign_up_id": {"$ne": sign_up_id},
                                "start": {"$lt": end},
                                "end": {"$gt": start},
                            }
                        }
                    },
                },
                {
                    "$set": {"busy.$[own].start": start, "busy.$[own].end": end},
                    "$inc": {"turn": 1},
                },
                array_filters=[{"own.sign_up_id": sign_up_id}],
            )
            for volunteer_id, sign_up_id, start, end in moves
        ]
        if writes:
            self.rows.bulk_write(writes, ordered=False)
