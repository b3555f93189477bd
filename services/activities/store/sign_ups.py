"""The collection sign_ups: one row per person and shift, sign-up and attendance together.

The row is all a check-in needs and all a roster shows, so both touch one document. Shape:

    _id                 str, id_from(shift_id, volunteer_id)
    activity_id, shift_id, role_id       str
    activity_title, kind, address, role  str, as published last (``role`` is the role's name)
    organisation_id, organisation_path   str, the organising unit: the scope of its organisers
    organisation_ids    [str], that unit and all above it: rosters of a subtree are found by it
    activity_revision   int, the activity's revision this row has followed up to
    start, end          datetime, the shift's, UTC
    opens_at, closes_at datetime, between them check-in and check-out are open to the volunteer
    status              applied | accepted | waitlisted | declined | withdrawn | cancelled | no_show
    queue               int | None, the order on the waitlist (smaller is earlier, gaps are usual)
    reason              str | None, why it was declined or cancelled
    signed_up_at        datetime of the last sign-up
    signed_up_by        str, the volunteer herself or the organiser who entered her
    volunteer_id, number, name, phone    of the person; phone may be None
    pinyin              [str], all readings of the name
    name_key            str, the first reading: what rosters sort by
    team_ids            [str]
    person_organisation_path  str, where the person belongs (the organiser's unit is above)
    person_revision     int, the revision of the person's copy these fields come from
    open                None | {attendance_id, at, by, ...}: checked in and not out yet
    intervals           [{attendance_id, check_in_at, check_out_at, checked_in_by, checked_out_by,
                          revision, void, ...}], closed pairs
    marks               [str], what people should look at: "forgotten", "walk_in", ...
    revision            int, grows with every sign-up fact of the row
    changed_at          datetime by MongoDB's clock, with every change of ``revision``; a row that
                        has never changed has none
    outbox              events not yet published; never state
    commands            [str], which commands wrote it last; see shared/storage/repeats.py

LIVE rows hold or want a place. A row with ``open`` or ``intervals`` has attendance: it is never
withdrawn, moved or cancelled any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession

from shared.context import command_key
from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact, outbox_index
from shared.storage.repeats import FIELD as COMMANDS
from shared.storage.repeats import marked, marking

COLLECTION = "sign_ups"
LIVE = ("applied", "accepted", "waitlisted")
MOST_AHEAD = 1000
NO_ATTENDANCE: Mapping[str, Any] = {"open": None, "intervals": []}

INDEXES = [
    IndexModel([("volunteer_id", ASCENDING), ("start", ASCENDING)]),
    IndexModel(
        [("shift_id", ASCENDING), ("role_id", ASCENDING), ("queue", ASCENDING)],
        name="waitlist",
        partialFilterExpression={"status": "waitlisted"},
    ),
    outbox_index(),
]


class SignUps:
    """Reads and writes of sign-up rows; every write is one document."""

    def __init__(self, database: Db) -> None:
        self.rows = database[COLLECTION]

    def get(self, sign_up_id: str, session: ClientSession | None = None) -> Document | None:
        return self.rows.find_one({"_id": sign_up_id}, {"outbox": 0}, session=session)

    def of_command(self, volunteer_id: str) -> Document | None:
        """The row of hers that the command in hand has written before; none without a key."""
        if not (command := command_key.get()):
            return None
        return self.rows.find_one({"volunteer_id": volunteer_id, COMMANDS: command}, {"outbox": 0})

    def insert(self, row: Document, events: Sequence[Fact], session: ClientSession) -> None:
        """A new row with its events. Raises DuplicateKeyError when the person has one."""
        self.rows.insert_one({**row, "outbox": list(events), **marked()}, session=session)

    def save(
        self,
        row: Document,
        changes: Mapping[str, Any],
        events: Sequence[Fact],
        session: ClientSession | None = None,
    ) -> bool:
        """Change ``row`` if nobody was quicker and nobody has checked in; says whether it did."""
        found = self.rows.update_one(as_read(row), change(changes, events), session=session)
        return found.modified_count == 1

    def save_many(self, changes: Iterable[tuple[Document, Mapping[str, Any], Fact]]) -> int:
        """``save`` for many rows in one round trip; returns how many were as they were read."""
        writes = [
            UpdateOne(as_read(row), change(fields, [event])) for row, fields, event in changes
        ]
        return self.rows.bulk_write(writes, ordered=False).modified_count if writes else 0

    def waiting(
        self, shift_id: str, role_id: str, session: ClientSession | None = None
    ) -> Iterable[Document]:
        """Those on the waitlist of one role, the first first."""
        return self.rows.find(
            {"shift_id": shift_id, "role_id": role_id, "status": "waitlisted"},
            {"outbox": 0},
            session=session,
        ).sort("queue", ASCENDING)

    def of_person(
        self,
        volunteer_id: str,
        now: datetime,
        after: Sequence[Any] | None,
        most: int,
        *,
        past: bool,
    ) -> list[Document]:
        """A person's rows of shifts not over yet by start, or of past ones the last first."""
        sign, order = ("$lt", DESCENDING) if past else ("$gt", ASCENDING)
        ends = {"$lte": now} if past else {"$gt": now}
        match: Document = {"volunteer_id": volunteer_id, "end": ends}
        if after is not None:
            start, last = after
            match["$or"] = [{"start": {sign: start}}, {"start": start, "_id": {sign: last}}]
        found = self.rows.find(match, {"outbox": 0}, limit=most)
        return list(found.sort([("start", order), ("_id", order)]))

    def position(self, row: Document) -> int:
        """The place of a waiting row on its waitlist, from 1; counted no further than
        MOST_AHEAD."""
        ahead = {
            "shift_id": row["shift_id"],
            "role_id": row["role_id"],
            "status": "waitlisted",
            "queue": {"$lt": row["queue"]},
        }
        return self.rows.count_documents(ahead, limit=MOST_AHEAD) + 1

    def future(self, volunteer_id: str, now: datetime) -> list[str]:
        """The ids of a person's live rows of shifts that have not begun."""
        found = self.rows.find(
            {"volunteer_id": volunteer_id, "start": {"$gt": now}, "status": {"$in": list(LIVE)}},
            {"_id": 1},
        )
        return [row["_id"] for row in found]


def as_read(row: Document) -> Document:
    return {"_id": row["_id"], "revision": row["revision"], **NO_ATTENDANCE}


def change(changes: Mapping[str, Any], events: Sequence[Fact]) -> Document:
    return {
        "$set": dict(changes),
        "$inc": {"revision": 1},
        "$currentDate": {"changed_at": True},
        "$push": {"outbox": {"$each": list(events)}, **marking()},
    }
