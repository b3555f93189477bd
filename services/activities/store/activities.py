"""The collection activities: an activity with its shifts and their roles in one document.

_id                str
status             draft | published | cancelled | ended | closed
title, kind, description, risks, address   str; ``risks`` says what recruiting must state
bodily_risk, insurance   bool and str or None: which accident insurance there is (article 17
                   of the Regulations; article 12 asks for the risks)
bring              str, what to bring or wear; absent in records older than the field
point              None | {type: "Point", coordinates: [longitude, latitude]}
organisation_id, organisation_path         str, the organising unit
person_in_charge_id                        str, a volunteer
contact            str | None, the phone people may call
mode               first_come | organiser_chooses
opens_at, closes_at   datetime | None, the sign-up window; None: at once, until each shift
withdrawal_minutes int, the deadline before a shift's start
minimum_age, maximum_age   int | None, years on the shift's day
qualifications     [str], all of them are needed
team_ids           [str], members of any of them; empty: everybody
check_in           {location: bool, radius: int | None}, metres around ``point``;
                   codes and roll call are always allowed
shifts             [{shift_id, start, end, cancelled: str | None,
                     roles: [{role_id, name, places}]}], by start; ``cancelled`` is the reason
starts_at, ends_at datetime, first start and last end of the shifts not cancelled
reason             str | None, why it was cancelled
summary            str, what was done, for the archive; absent until somebody wrote it
search             [str], the title in lower case without spaces, and in pinyin
created_by, created_at, published_at, ended_at
copied_from        str | None
drafted_under      str, the command that made it as one of several; absent in others
revision           int, grows with every change; the ETag
outbox             events not yet published; never state
commands           [str], which commands wrote it last; see shared/storage/repeats.py
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice, product
from typing import Any

from pymongo import ASCENDING, GEOSPHERE, IndexModel
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact, outbox_index
from shared.storage.repeats import marking

os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # its phrases cost 43 MB a process
from pypinyin import Style, pinyin

COLLECTION = "activities"
_MOST_READINGS = 16
INDEXES = [
    IndexModel([("status", ASCENDING), ("starts_at", ASCENDING), ("_id", ASCENDING)]),
    IndexModel([("organisation_path", ASCENDING), ("starts_at", ASCENDING)]),
    IndexModel([("shifts.shift_id", ASCENDING)]),
    IndexModel(  # with the words people filter by, which are read from the index alone
        [(name, ASCENDING) for name in ("status", "ends_at", "kind", "organisation_id")]
    ),
    IndexModel([("shifts.start", ASCENDING)]),
    IndexModel([("point", GEOSPHERE)]),
    outbox_index(),
]


_WITH_FREE_PLACE: list[Document] = [
    {
        "$lookup": {
            "from": "places",
            "localField": "_id",
            "foreignField": "activity_id",
            "pipeline": [
                {"$match": {"$expr": {"$lt": ["$taken", "$places"]}}},
                {"$limit": 1},
            ],
            "as": "free",
        }
    },
    {"$match": {"free": {"$ne": []}}},
    {"$project": {"free": 0}},
]


class Activities:
    """Reads and writes of activities; ``save`` lets the first of two changes win."""

    def __init__(self, database: Db) -> None:
        self.rows = database[COLLECTION]

    def get(self, activity_id: str, session: ClientSession | None = None) -> Document | None:
        return self.rows.find_one({"_id": activity_id}, {"outbox": 0}, session=session)

    def require(self, activity_id: str, session: ClientSession | None = None) -> Document:
        """The activity a row of ours names. Raises LookupError: then our own data is broken."""
        activity = self.get(activity_id, session)
        if activity is None:
            raise LookupError(f"no activity {activity_id}")
        return activity

    def get_many(self, activity_ids: Iterable[str]) -> dict[str, Document]:
        found = self.rows.find({"_id": {"$in": list(activity_ids)}}, {"outbox": 0})
        return {row["_id"]: row for row in found}

    def page(
        self, match: Mapping[str, Any], after: Sequence[Any] | None, most: int, *, free: bool
    ) -> list[Document]:
        """Activities that match, by start, those behind ``after`` [start, id].

        ``free``: only those with a free place.
        """
        steps: list[Document] = [{"$match": dict(match)}]
        if after is not None:
            start, last = after
            later = {
                "$or": [{"starts_at": {"$gt": start}}, {"starts_at": start, "_id": {"$gt": last}}]
            }
            steps.append({"$match": later})
        steps += [{"$sort": {"starts_at": 1, "_id": 1}}, {"$project": {"outbox": 0}}]
        if free:
            steps += _WITH_FREE_PLACE
        return list(self.rows.aggregate([*steps, {"$limit": most}]))

    def of_shift(self, shift_id: str, session: ClientSession | None = None) -> Document | None:
        """The activity one of whose shifts this is."""
        return self.rows.find_one({"shifts.shift_id": shift_id}, {"outbox": 0}, session=session)

    def insert(self, activity: Document) -> None:
        """A new draft. Raises DuplicateKeyError when this command has made it before."""
        self.rows.insert_one({**activity, "outbox": []})

    def insert_all(self, activities: Sequence[Document], session: ClientSession) -> None:
        """Imported activities with their outboxes."""
        self.rows.insert_many(activities, session=session)

    def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of these stand here already."""
        return {row["_id"] for row in self.rows.find({"_id": {"$in": list(ids)}}, {"_id": 1})}

    def save(
        self,
        activity: Document,
        changes: Mapping[str, Any],
        events: Sequence[Fact] = (),
        session: ClientSession | None = None,
    ) -> bool:
        """Change ``activity`` as it was read, with its events; False: somebody was quicker."""
        found = self.rows.update_one(
            {"_id": activity["_id"], "revision": activity["revision"]},
            {
                "$set": dict(changes),
                "$inc": {"revision": 1},
                "$push": {"outbox": {"$each": list(events)}, **marking()},
            },
            session=session,
        )
        return found.modified_count == 1

    def discard(self, draft: Document) -> bool:
        """Delete a draft as it was read; False: somebody was quicker."""
        same = {"_id": draft["_id"], "revision": draft["revision"], "status": "draft"}
        return self.rows.delete_one(same).deleted_count == 1

    def move_organisation(self, organisation_id: str, path: str) -> None:
        """The organising unit stands elsewhere in the tree now."""
        self.rows.update_many(
            {"organisation_id": organisation_id}, {"$set": {"organisation_path": path}}
        )

    def over(self, now: datetime) -> Iterable[Document]:
        """Published activities whose last shift is over."""
        return self.rows.find({"status": "published", "ends_at": {"$lte": now}}, {"outbox": 0})

    def ended_before(self, moment: datetime) -> Iterable[Document]:
        """Activities that ended so long ago and are not closed."""
        return self.rows.find({"status": "ended", "ends_at": {"$lte": moment}}, {"outbox": 0})


def squeezed(text: str) -> str:
    """As titles are compared: in lower case, without spaces, full-width letters as the others."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def searchable(title: str) -> list[str]:
    """What a title is found by: itself, its readings in pinyin and their initials."""
    syllables = pinyin(title.lower(), style=Style.NORMAL, heteronym=True)
    readings = islice(product(*(dict.fromkeys(one) for one in syllables)), _MOST_READINGS)
    found = {squeezed(title): None}
    for reading in readings:
        found["".join(reading).replace(" ", "")] = None
        found["".join(part[0] for part in reading if part.strip())] = None
    return list(found)
