"""Rosters: one query over sign-up rows, sorted and paged by the key of the last row.

Every sort within an activity, the start within a team or an organisation, and the name within an
organisation has an index of its own, so that the hundredth page costs what the first costs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.activities.store.standing import SQUARE, Standing
from shared.clock import Clock, system_clock
from shared.storage.mongo import Db, Document

SORTS: dict[str, tuple[str, ...]] = {
    "name": ("name_key", "_id"),
    "start": ("start", "name_key", "_id"),
    "status": ("status", "name_key", "_id"),
    "check_in": ("first_in_at", "_id"),
}
PRESENCE: dict[str, Document] = {
    "in": {"open.at": {"$exists": True}},
    "came": {"first_in_at": {"$ne": None}},
    "absent": {"first_in_at": None},
}
_NULLABLE = ("first_in_at",)
_LONGEST_MILLISECONDS = 5000
MOST_COUNTED = 10_000
_SCOPES = (
    *(("activity_id", sort) for sort in SORTS),
    ("shift_id", "status"),
    ("team_ids", "start"),
    ("organisation_ids", "start"),
)
INDEXES = [
    IndexModel(
        [(scope, ASCENDING), *((field, ASCENDING) for field in SORTS[sort])],
        name=f"roster_{scope}_{sort}",
    )
    for scope, sort in _SCOPES
]
# An office's rows in the order of names, and counted by status without reading one.
_BY_NAME = [(word, ASCENDING) for word in ("organisation_ids", *SORTS["name"], "status")]
INDEXES.append(IndexModel(_BY_NAME, name="roster_organisation_ids_name"))


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """Which rows; what is None does not matter. ``since`` ≤ start < ``until``."""

    activity_id: str | None = None
    shift_id: str | None = None
    team_id: str | None = None
    organisation_ids: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    statuses: tuple[str, ...] = ()
    presence: str | None = None
    text: str | None = None
    phone_tail: str | None = None

    def index(self, sort: str) -> str | None:
        """The index that gives the rows in the order of ``sort``, or at least finds them; None
        where MongoDB should find out, since it depends on how large a part the shift is."""
        word = sort.removeprefix("-")
        if word == "name" and len(self.statuses) == 1:
            word = "status"  # within one status its index is in the order of names
        if self.shift_id:
            return "roster_shift_id_status" if word == "status" else None
        if self.activity_id:
            return f"roster_activity_id_{word}"
        scope = "team_ids" if self.team_id else "organisation_ids"
        named = word in ("name", "status") and not (self.team_id or self.since or self.until)
        return f"roster_{scope}_{'name' if named else 'start'}"

    def filter(self) -> Document:
        """Texts stand in it as escaped patterns and plain values only."""
        found: Document = {}
        if self.activity_id:
            found["activity_id"] = self.activity_id
        if self.shift_id:
            found["shift_id"] = self.shift_id
        if self.team_id:
            found["team_ids"] = self.team_id
        if self.organisation_ids is not None:
            found["organisation_ids"] = {"$in": list(self.organisation_ids)}
        period = {"$gte": self.since, "$lt": self.until}
        if bounds := {word: moment for word, moment in period.items() if moment}:
            found["start"] = bounds
        if self.statuses:
            found["status"] = {"$in": list(self.statuses)}
        if self.presence:
            found |= PRESENCE[self.presence]
        if self.text:
            found["$and"] = [_named(self.text)]
        if self.phone_tail:
            found["phone"] = {"$regex": re.escape(self.phone_tail) + "$"}
        return found


def _named(text: str) -> Document:
    """Rows whose name has ``text`` in it, in characters, pinyin or initials; or that number."""
    letters = "".join(text.lower().split())
    pattern = {"$regex": re.escape(letters)}
    if not letters.isascii():
        return {"name": {"$regex": re.escape(text)}}
    if any(sign.isdigit() for sign in letters):
        return {"number": {"$regex": re.escape(text), "$options": "i"}}
    return {"pinyin": pattern}


def _after(fields: tuple[str, ...], values: list[Any], direction: int) -> Iterator[Document]:
    """Conditions for the rows behind the one with these sort ``values``, the nearest first.

    Each is one range of the sort's index: the same start and name and a later id, then the same
    start and a later name, then a later start. A missing value sorts before all others.
    """
    for at in reversed(range(len(fields))):
        field, value = fields[at], values[at]
        same = dict(zip(fields[:at], values[:at], strict=True))
        if value is None and direction == ASCENDING:
            yield {**same, field: {"$ne": None}}
        elif value is not None:
            yield {**same, field: {"$gt" if direction == ASCENDING else "$lt": value}}
            if field in _NULLABLE and direction == DESCENDING:
                yield {**same, field: None}


class Rosters:
    """Reads of rosters. Raises ExecutionTimeout when a query is far too wide."""

    def __init__(self, database: Db, clock: Clock = system_clock) -> None:
        self._rows = database["sign_ups"]
        self._standing = Standing(clock, SQUARE)

    def page(
        self, query: RosterQuery, sort: str, after: list[Any] | None, limit: int
    ) -> tuple[list[Document], list[Any] | None]:
        """Up to ``limit`` rows and the sort values to go on after; None on the last page.

        ``sort``: a word of SORTS, with "-" before it for the other way round.
        """
        fields, direction = sort_of(sort)
        order = [(field, direction) for field in fields]
        rows: list[Document] = []
        for behind in _after(fields, after, direction) if after is not None else [{}]:
            wanted = {"$and": [query.filter(), behind]}
            found = self._rows.find(wanted, {"outbox": 0}, limit=limit + 1 - len(rows))
            rows += found.sort(order).max_time_ms(_LONGEST_MILLISECONDS).hint(query.index(sort))
            if len(rows) > limit:
                break
        if len(rows) <= limit:
            return rows, None
        return rows[:limit], [rows[limit - 1].get(field) for field in fields]

    def all(self, query: RosterQuery, sort: str) -> Iterator[Document]:
        """Every row in order, streamed."""
        fields, direction = sort_of(sort)
        found = self._rows.find(query.filter(), {"outbox": 0}, batch_size=1000)
        yield from found.sort([(field, direction) for field in fields])

    def count(self, query: RosterQuery, most: int) -> int:
        """How many rows; counted no further than ``most``."""
        return self._rows.count_documents(query.filter(), limit=most)

    def counts(self, query: RosterQuery) -> tuple[dict[str, int], bool]:
        """How many rows of each status, and whether all were counted: no more than MOST_COUNTED.

        A shift's and an activity's are counted in the index alone; those of a thousand rows and
        more stand for two seconds.
        """
        counts = self._standing.of(repr(query), lambda: self._count(query))
        return counts, sum(counts.values()) <= MOST_COUNTED

    def _count(self, query: RosterQuery) -> dict[str, int]:
        wanted = query.filter()
        if query.shift_id:
            del wanted["activity_id"]
        steps: list[Document] = [
            {"$match": wanted},
            {"$limit": MOST_COUNTED + 1},
            {"$group": {"_id": "$status", "rows": {"$sum": 1}}},
        ]
        found = self._rows.aggregate(
            steps, hint=query.index("status"), maxTimeMS=_LONGEST_MILLISECONDS
        )
        return {row["_id"]: row["rows"] for row in found}

    def team_ids(self, query: RosterQuery) -> list[str]:
        """The teams of all people on it."""
        return list(self._rows.distinct("team_ids", query.filter()))


def sort_of(sort: str) -> tuple[tuple[str, ...], int]:
    """The fields and the direction of a sort word."""
    return SORTS[sort.removeprefix("-")], DESCENDING if sort.startswith("-") else ASCENDING
