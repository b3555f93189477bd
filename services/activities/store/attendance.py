"""Attendance in the sign-up rows: opening, closing and correcting intervals, one write each.

Beside what store/sign_ups.py says, a row then holds

    open.recorded_by  str | None, the organiser whose roll call it was
    open.until        datetime, the shift's end at check-in; only where that was moved since
    pairs             {"2025-11-22": 2}, check-ins per local day
    first_in_at       datetime of the first check-in: what rosters sort by, and who never came
    tries             {since, count}, wrong digits typed lately
    shows_code        True when this person has shown the shift's code to others
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.errors import AutoReconnect, BulkWriteError

from services.activities.store.gathering import Gathering
from services.activities.store.moves import Entry, Exit, Stay
from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact
from shared.storage.repeats import marking

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
Move = Entry | Exit | Stay


class Attendance:
    """The writes of presence. Each says whether it found the row as it had to be."""

    def __init__(self, database: Db) -> None:
        self.rows = database["sign_ups"]
        self._people = database["people"]
        self._gathered = Gathering(self._write_each)

    def enter(self, entry: Entry, session: ClientSession | None = None) -> bool:
        """The check-in: one conditional write, no read. Outside a transaction it goes together
        with the moves of other threads."""
        if session:
            return self.write([entry], session)
        return self._gathered((entry, _statement(entry)))

    def leave(self, going: Exit) -> bool:
        """The check-out, with its event in the same write."""
        return self._gathered((going, _statement(going)))

    def write(self, moves: Sequence[Move], session: ClientSession | None = None) -> bool:
        """Many of them in one round trip; False: some row was not as it had to be."""
        writes = [UpdateOne(move.filter(), move.change()) for move in moves]
        found = self.rows.bulk_write(writes, ordered=False, session=session)
        return found.matched_count == len(writes)

    def _write_each(self, gathered: list[tuple[Move, Document]]) -> list[bool]:
        """Many of them in one round trip, and of each whether its row was as it had to be.

        MongoDB counts them only. Where one is missing, the rows are asked which.
        """
        matched = self._update([statement for _, statement in gathered])
        if matched in (0, len(gathered)):
            return [matched > 0] * len(gathered)
        ids = [move.sign_up_id for move, _ in gathered]
        rows = self.rows.find({"_id": {"$in": ids}}, {"open": 1, "intervals": 1})
        presence = {row["_id"]: row for row in rows}
        return [
            move.sign_up_id in presence and move.is_in(presence[move.sign_up_id])
            for move, _ in gathered
        ]

    def _update(self, statements: list[Document]) -> int:
        """How many of them found their row. The driver's bulk takes twice the time, most of it for
        being able to repeat itself; these may simply be sent again: what is in matches no more."""
        concern = self.rows.write_concern.document
        command = {"update": self.rows.name, "updates": statements, "ordered": False}
        command["writeConcern"] = concern
        try:
            found = self.rows.database.command(command)
        except AutoReconnect:
            found = self.rows.database.command(command)
        late = [found["writeConcernError"]] if "writeConcernError" in found else []
        if late or "writeErrors" in found:
            faults = found.get("writeErrors", [])
            raise BulkWriteError({"writeErrors": faults, "writeConcernErrors": late})
        return int(found["n"])

    def pairs_on(
        self, activity_id: str, volunteer_ids: Sequence[str], day: str, session: ClientSession
    ) -> Counter[str]:
        """These people's check-ins of the day in all shifts of the activity; takes their locks."""
        these = {"$in": list(volunteer_ids)}
        self._people.update_many({"_id": these}, {"$inc": {"turn": 1}}, session=session)
        rows = self.rows.find(
            {"volunteer_id": these, "activity_id": activity_id},
            {"volunteer_id": 1, f"pairs.{day}": 1},
            session=session,
        )
        pairs: Counter[str] = Counter()
        for row in rows:
            pairs[row["volunteer_id"]] += row.get("pairs", {}).get(day, 0)
        return pairs

    def of_shift(
        self, shift_id: str, sign_up_ids: Iterable[str], session: ClientSession | None = None
    ) -> dict[str, Document]:
        """Those of these rows that belong to the shift; no others, whatever ids are sent."""
        these = {"_id": {"$in": list(sign_up_ids)}, "shift_id": shift_id}
        found = self.rows.find(these, _NO_EVENTS, session=session)
        return {row["_id"]: row for row in found}

    def volunteers_of(self, numbers: Sequence[str]) -> dict[str, str]:
        """Volunteer ids by volunteer numbers."""
        found = self._people.find({"number": {"$in": list(numbers)}}, {"number": 1})
        return {person["number"]: person["_id"] for person in found}

    def of_attendance(self, attendance_id: str) -> Document | None:
        return self.rows.find_one({"intervals.attendance_id": attendance_id}, _NO_EVENTS)

    def correct(
        self,
        row: Document,
        interval: Mapping[str, Any],
        event: Fact,
        session: ClientSession | None = None,
    ) -> bool:
        """Put a corrected interval where its last revision stands; False: another does."""
        seen = {"attendance_id": interval["attendance_id"], "revision": interval["revision"] - 1}
        found = self.rows.update_one(
            {"_id": row["_id"], "intervals": {"$elemMatch": seen}},
            {
                "$set": {"intervals.$": dict(interval)},
                "$push": {"outbox": event, **marking()},
                "$addToSet": {"marks": "corrected"},
            },
            session=session,
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
        """Remember that this person shows the code, if she is signed up already; else her person's
        ``shown`` says so to a later sign-up."""
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


def _statement(move: Move) -> Document:
    """The one index is named, or MongoDB would weigh them all."""
    return {"q": move.filter(), "u": move.change(), "hint": "_id_"}
