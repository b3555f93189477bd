"""The collections ``trials`` and ``trial_lines``: rules tried dry on a past period, and applied.

trials
  _id, organisation_id, path, values, from, to   what is tried, as a row of rules (rows.py)
  by, at            who tries it
  state             counting | counted | applying | applied
  cursor            the account of the last person counted, in whatever is done now
  carried           minutes that whoever is next has more already, by steps that were not all
  done, total       people looked at, and how many there are
  people, gained, lost   whose minutes would change, and by how many
  tries             steps begun since the last one that succeeded
  applied           {by, at, reason, begins_at, people, gained, lost, journals}; begins_at: when
                    every process knows the row
  request_id        the request of the last step a person took, for the events
  expires_at        when it goes if nobody applies it
trial_lines
  _id               "<trial_id>:<volunteer_id>"
  trial_id, volunteer_id, before, after, difference   minutes of the attendances that would change
  attendances       how many those are
  expires_at
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne, ReturnDocument
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document

COLLECTION, LINES = "trials", "trial_lines"
COUNTING, COUNTED, APPLYING, APPLIED = "counting", "counted", "applying", "applied"
INDEXES = {
    COLLECTION: [
        IndexModel([("organisation_id", ASCENDING), ("_id", DESCENDING)], name="organisation"),
        IndexModel(
            [("tries", ASCENDING), ("_id", ASCENDING)],
            name="work",
            partialFilterExpression={"working": True},
        ),
        IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
    ],
    LINES: [
        IndexModel(
            [("trial_id", ASCENDING), ("difference", ASCENDING), ("_id", ASCENDING)], name="trial"
        ),
        IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
    ],
}


class Trials:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._lines = database[LINES]

    def start(self, trial: Document) -> Document:
        """Put a trial in line unless its id is there; returns what is there then."""
        found = self._rows.find_one_and_update(
            {"_id": trial["_id"]},
            {"$setOnInsert": trial},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return found or trial

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, session=session)

    def of_organisation(self, organisation_id: str, after: str | None, most: int) -> list[Document]:
        """An organisation's trials; ``after``: the last id had."""
        query: Document = {"organisation_id": organisation_id}
        if after:
            query["_id"] = {"$lt": after}
        return list(self._rows.find(query, limit=most).sort([("_id", DESCENDING)]))

    def next(self, now: datetime) -> Document | None:
        """A trial with work to do; one that failed just now stands behind the others."""
        return self._rows.find_one_and_update(
            {
                "working": True,
                "$or": [{"state": COUNTING}, {"applied.begins_at": {"$lte": now}}],
            },
            {"$inc": {"tries": 1}},
            sort=[("tries", ASCENDING), ("_id", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )

    def move(
        self,
        trial: Document,
        changes: Document,
        sums: Document,
        session: ClientSession | None = None,
    ) -> bool:
        """Go on from where ``trial`` is; False where somebody else did that already."""
        return bool(
            self._rows.update_one(
                {"_id": trial["_id"], "state": trial["state"], "cursor": trial["cursor"]},
                {"$set": {"tries": 0, **changes}, "$inc": sums},
                session=session,
            ).matched_count
        )

    def apply(self, key: str, changes: Document, session: ClientSession) -> Document:
        """Begin to apply a trial; it does not expire any more."""
        found = self._rows.find_one_and_update(
            {"_id": key},
            {"$set": changes, "$unset": {"expires_at": ""}},
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return found or {}

    def keep(self, lines: Iterable[Document]) -> None:
        """Keep these lines, in the place of those of an earlier try."""
        writes = [ReplaceOne({"_id": one["_id"]}, one, upsert=True) for one in lines]
        if writes:
            self._lines.bulk_write(writes, ordered=False)

    def forget(self, trial_id: str, people: Iterable[str]) -> None:
        """Forget the lines of these people, which somebody wrote who did not get to the end."""
        self._lines.delete_many({"_id": {"$in": [f"{trial_id}:{one}" for one in people]}})

    def line(self, trial_id: str, volunteer_id: str) -> Document | None:
        return self._lines.find_one({"_id": f"{trial_id}:{volunteer_id}"})

    def lines(self, trial_id: str, after: Sequence[Any] | None, most: int = 0) -> list[Document]:
        """Who would lose most stands first; ``after``: difference and id of the last had."""
        query: Document = {"trial_id": trial_id}
        if after:
            difference, key = after
            query["$or"] = [
                {"difference": {"$gt": difference}},
                {"difference": difference, "_id": {"$gt": key}},
            ]
        order = [("difference", ASCENDING), ("_id", ASCENDING)]
        return list(self._lines.find(query, limit=most).sort(order))
