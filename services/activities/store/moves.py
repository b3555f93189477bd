"""The moves of presence, each a condition and a change of one sign-up row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.storage.mongo import Document
from shared.storage.outbox import Fact
from shared.storage.repeats import FIELD as COMMANDS
from shared.storage.repeats import marking


@dataclass(frozen=True, slots=True)
class Entry:
    """A check-in to write: the row, what its ``open`` will hold, and what the day allows.

    ``tries``: the most wrong digits, counted since ``tries_since``; None unless digits were typed.
    ``command``: the volunteer's own, if she sent a key: it enters once, even if she is out again.
    ``kept``: a phone kept it (ADR 34): nothing later stands in the row, and she was not absent.
    """

    sign_up_id: str
    opened: Mapping[str, Any]
    day: str
    pairs_a_day: int
    by_code: bool = False
    tries: int | None = None
    tries_since: datetime | None = None
    marks: tuple[str, ...] = ()
    command: str = ""
    kept: bool = False

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
        if self.command:
            found[COMMANDS] = {"$ne": self.command}
        if self.kept:
            found["status"] = {"$in": ["accepted", "no_show"]}
            found["intervals.check_out_at"] = {"$not": {"$gt": now}}
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
        if commands := marking():
            change["$push"] = commands
        if self.kept:
            change["$set"]["status"] = "accepted"
        if self.marks:
            change["$addToSet"] = {"marks": {"$each": list(self.marks)}}
        return change

    def is_in(self, row: Document) -> bool:
        """Whether ``row`` has this very check-in, be it closed by now."""
        mine = self.opened["attendance_id"]
        return any(one and one["attendance_id"] == mine for one in (row["open"], *row["intervals"]))


@dataclass(frozen=True, slots=True)
class Exit:
    """A check-out to write: the row as read, its interval, the event and the marks."""

    row: Document
    interval: Mapping[str, Any]
    event: Fact
    marks: tuple[str, ...] = ()

    @property
    def sign_up_id(self) -> str:
        return str(self.row["_id"])

    def filter(self) -> Document:
        opened = self.row["open"]["attendance_id"]
        return {"_id": self.sign_up_id, "open.attendance_id": opened}

    def change(self) -> Document:
        change: Document = {
            "$set": {"open": None},
            "$push": {"intervals": dict(self.interval), "outbox": self.event, **marking()},
        }
        if self.marks:
            change["$addToSet"] = {"marks": {"$each": list(self.marks)}}
        return change

    def is_in(self, row: Document) -> bool:
        """Whether ``row`` has this very check-out."""
        return dict(self.interval) in row["intervals"]


@dataclass(frozen=True, slots=True)
class Stay:
    """Coming and going in one write, where both are known by now. ``left``: the going's command."""

    entry: Entry
    interval: Mapping[str, Any]
    event: Fact
    left: str

    @property
    def sign_up_id(self) -> str:
        return self.entry.sign_up_id

    def filter(self) -> Document:
        return self.entry.filter()

    def change(self) -> Document:
        change = self.entry.change()
        del change["$set"]["open"]
        commands = {"$each": [self.entry.command, self.left], "$slice": -8}
        pushed = {"intervals": dict(self.interval), "outbox": self.event, COMMANDS: commands}
        return {key: value for key, value in change.items() if value} | {"$push": pushed}

    def is_in(self, row: Document) -> bool:
        """Whether ``row`` has this very interval."""
        return dict(self.interval) in row["intervals"]
