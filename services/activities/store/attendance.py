"""Attendance in the sign-up rows: opening, closing and correcting intervals, one write each.

Beside what store/sign_ups.py says, a row then holds

    open.recorded_by  str | None, the organiser whose roll call it was
    pairs             {"2025-11-22": 2}, check-ins per local day
    first_in_at       datetime of the first check-in: what rosters sort by, and who never came
    tries             {since, count}, wrong digits typed lately
    shows_code        True when this person has shown the shift's code to others
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument, UpdateOne
from pymongo.client_session import ClientSession

from shared.contracts.envelope import Event
from shared.storage.mongo import Db, Document

INDEXES = [
    IndexModel(
        [("closes_at", ASCENDING)],
        name="open",
        partialFilterExpression={"open.at": {"$exists": True}},
    ),
    IndexModel(
        [("status", ASCENDING), ("first_in_at", ASCENDING), ("closes_at", ASCENDING)],
        name="never_came",
    ),
    IndexModel(
        [("intervals.attendance_id", ASCENDING)],
        name="attendance",
        partialFilterExpression={"intervals.attendance_id": {"$exists": True}},
    ),
]
_NO_EVENTS = {"outbox": 0}


@dataclass(frozen=True, slots=True)
class Entry:
    """A check-in to write: the row, what its ``open`` will hold, and what the day allows.

    ``tries``: the most wrong digits, counted since ``tries_since``; None unless digits were typed.
    """

    sign_up_id: str
    opened: Mapping[str, Any]
    day: str
    pairs_a_day: int
    by_code: bool = False
    tries: int | None = None
    tries_since: datetime | None = None
    marks: tuple[str, ...] = ()

    def filter(self) -> Document:
        """The rules of domain/check_in_rules.py, as the condition of the write."""
        now = self.opened["at"]
        found: Document = {
            "_id": self.sign_up_id,
            "status": "accepted",
            "open": None,
            "opens_at": {"$lte": now},
            "end": {"$gt": now},
            f"pairs.{self.day}": {"$not": {"$gte": self.pairs_a_day}},
        }
        if self.by_code:
            found["shows_code"] = {"$ne": True}
        if self.tries is not None:
            found["$nor"] = [
                {"tries.count": {"$gte": self.tries}, "tries.since": {"$gt": self.tries_since}}
            ]
        return found

    def change(self) -> Document:
        change: Document = {
            "$set": {"open": dict(self.opened)},
            "$inc": {f"pairs.{self.day}": 1},
            "$min": {"first_in_at": self.opened["at"]},
        }
        if self.marks:
            change["$addToSet"] = {"marks": {"$each": list(self.marks)}}
        return change


@dataclass(frozen=True, slots=True)
class Exit:
    """A check-out to write: the row as read, its interval, the event and the marks."""

    row: Document
    interval: Mapping[str, Any]
    event: Event
    marks: tuple[str, ...] = ()

    def filter(self) -> Document:
        opened = self.row["open"]["attendance_id"]
        return {"_id": self.row["_id"], "open.attendance_id": opened}

    def change(self) -> Document:
        change: Document = {
            "$set": {"open": None},
            "$push": {"intervals": dict(self.interval), "outbox": self.event},
        }
        if self.marks:
            change["$addToSet"] = {"marks": {"$each": list(self.marks)}}
        return change


class Attendance:
    """The writes of presence. Each says whether it found the row as it had to be."""

    def __init__(self, database: Db) -> None:
        self.rows = database["sign_ups"]
        self._people = database["people"]

    def enter(self, entry: Entry, session: ClientSession | None = None) -> bool:
        """The check-in: one conditional write, no read."""
        found = self.rows.update_one(entry.filter(), entry.change(), session=session)
        return found.matched_count == 1

    def leave(self, going: Exit) -> bool:
        """The check-out, with its event in the same write."""
        return self.rows.update_one(going.filter(), going.change()).matched_count == 1

    def write(self, moves: Sequence[Entry | Exit]) -> bool:
        """Many of them in one round trip; False: some row was not as it had to be."""
        writes = [UpdateOne(move.filter(), move.change()) for move in moves]
        return self.rows.bulk_write(writes, ordered=False).matched_count == len(writes)

    def pairs_on(self, row: Document, day: str, session: ClientSession) -> int:
        """A person's check-ins of the day in all shifts of the activity; takes her lock."""
        self._people.update_one(
            {"_id": row["volunteer_id"]}, {"$inc": {"turn": 1}}, session=session
        )
        of_hers = {"volunteer_id": row["volunteer_id"], "activity_id": row["activity_id"]}
        found = self.rows.find(of_hers, {f"pairs.{day}": 1}, session=session)
        return sum(other.get("pairs", {}).get(day, 0) for other in found)

    def get_many(self, sign_up_ids: Iterable[str]) -> dict[str, Document]:
        found = self.rows.find({"_id": {"$in": list(sign_up_ids)}}, _NO_EVENTS)
        return {row["_id"]: row for row in found}

    def of_attendance(self, attendance_id: str) -> Document | None:
        return self.rows.find_one({"intervals.attendance_id": attendance_id}, _NO_EVENTS)

    def correct(self, row: Document, interval: Mapping[str, Any], event: Event) -> bool:
        """Put a corrected interval where its last revision stands; False: another does."""
        seen = {"attendance_id": interval["attendance_id"], "revision": interval["revision"] - 1}
        found = self.rows.update_one(
            {"_id": row["_id"], "intervals": {"$elemMatch": seen}},
            {
                "$set": {"intervals.$": dict(interval)},
                "$push": {"outbox": event},
                "$addToSet": {"marks": "corrected"},
            },
        )
        return found.matched_count == 1

    def count_try(self, sign_up_id: str, now: datetime, window: timedelta) -> Document | None:
        """Count wrong digits within ``window``; the row afterwards, None when there is none."""
        fresh = {"$gt": ["$tries.since", now - window]}
        again = {"since": "$tries.since", "count": {"$add": ["$tries.count", 1]}}
        return self.rows.find_one_and_update(
            {"_id": sign_up_id},
            [{"$set": {"tries": {"$cond": [fresh, again, {"since": now, "count": 1}]}}}],
            {"tries": 1},
            return_document=ReturnDocument.AFTER,
        )

    def mark_shower(self, sign_up_id: str) -> None:
        """Remember that this person shows the code, if she is signed up herself."""
        self.rows.update_one({"_id": sign_up_id}, {"$set": {"shows_code": True}})

    def forgotten(self, now: datetime, most: int) -> list[Document]:
        """Rows still open after check-out has closed, oldest first."""
        over = {"open.at": {"$exists": True}, "closes_at": {"$lt": now}}
        return list(self.rows.find(over, _NO_EVENTS, limit=most, hint="open").sort("closes_at"))

    def never_came(self, now: datetime, most: int) -> list[Document]:
        """Accepted rows of shifts that are over, without any check-in, oldest first."""
        gone = {"status": "accepted", "first_in_at": None, "closes_at": {"$lt": now}}
        found = self.rows.find(gone, _NO_EVENTS, limit=most, hint="never_came")
        return list(found.sort("closes_at"))
