"""What the people on site ask of sign-up rows: how many are there, whom to take along, taking back.

The people of a shift are found in its index; walk-ins by their phone or within an organisation.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING

from services.activities.store.standing import SQUARE, Standing
from shared.clock import Clock, system_clock
from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact
from shared.storage.repeats import marking

_SHIFT = "roster_shift_id_status"
_LONGEST_MILLISECONDS = 3000
_TAKEN_ALONG = (
    "volunteer_id", "number", "name", "pinyin", "phone", "role", "status", "open", "intervals",
)  # fmt: skip
_COUNTED = ("accepted", "no_show")


class OnSite:
    """Reads and writes for the square."""

    def __init__(self, database: Db, clock: Clock = system_clock) -> None:
        self._rows = database["sign_ups"]
        self._people = database["people"]
        self._standing = Standing(clock, SQUARE)

    def counts(self, shift_id: str) -> dict[str, int]:
        """{expected, there, left}: who has a place, who is in now, who was in and is out."""
        return self._standing.of(shift_id, lambda: self._count(shift_id))

    def _count(self, shift_id: str) -> dict[str, int]:
        there = {"$cond": [{"$eq": [{"$type": "$open"}, "object"]}, 1, 0]}
        came = {"$cond": [{"$gt": [{"$size": "$intervals"}, 0]}, 1, 0]}
        steps: list[Document] = [
            {"$match": {"shift_id": shift_id, "status": {"$in": list(_COUNTED)}}},
            {"$project": {"there": there, "came": came}},
            {
                "$group": {
                    "_id": None,
                    "expected": {"$sum": 1},
                    "there": {"$sum": "$there"},
                    "left": {"$sum": {"$cond": [{"$eq": ["$there", 1]}, 0, "$came"]}},
                }
            },
        ]
        found = next(iter(self._rows.aggregate(steps, hint=_SHIFT)), {})
        return {name: int(found.get(name, 0)) for name in ("expected", "there", "left")}

    def taken_along(self, shift_id: str, statuses: Sequence[str], most: int) -> list[Document]:
        """The rows a phone takes along, in the order of names."""
        wanted = {"shift_id": shift_id, "status": {"$in": list(statuses)}}
        found = self._rows.find(wanted, dict.fromkeys(_TAKEN_ALONG, 1), limit=most, hint=_SHIFT)
        return sorted(found, key=lambda row: (row["pinyin"] or [row["name"]])[0])

    def known(
        self, text: str, phones: Sequence[str], scopes: Sequence[str], most: int
    ) -> list[Document]:
        """Volunteers with this number; within ``scopes`` (paths) also by one of ``phones``, by part
        of the name or its pinyin."""
        letters = "".join(text.lower().split())
        spelt = {"$regex": re.escape(letters if letters.isascii() else text)}
        ways: list[Document] = [{"pinyin" if letters.isascii() else "name": spelt}]
        ways += [{"phone": {"$in": list(phones)}}] if phones else []
        inside = [{"organisation_path": {"$regex": f"^{re.escape(path)}"}} for path in scopes]
        wanted: list[Document] = [{"number": text.upper()}]
        if inside:
            wanted.append({"$and": [{"$or": inside}, {"$or": ways}]})
        found = self._people.find({"$or": wanted, "status": "active"}, limit=most)
        return list(found.sort("name", ASCENDING).max_time_ms(_LONGEST_MILLISECONDS))

    def take_back(self, row: Document, day: str) -> bool:
        """Remove the row's open check-in as if it had not been; False: it is not as read."""
        first = min((one["check_in_at"] for one in row["intervals"]), default=None)
        change: Document = {"$set": {"open": None}, "$inc": {f"pairs.{day}": -1}}
        if first:
            change["$set"]["first_in_at"] = first
        else:  # a null would be less than the next check-in, and she would count as absent
            change["$unset"] = {"first_in_at": ""}
        if commands := marking():
            change["$push"] = commands
        seen = {"_id": row["_id"], "open.attendance_id": row["open"]["attendance_id"]}
        return self._rows.update_one(seen, change).matched_count == 1

    def reopen(
        self, row: Document, void: Mapping[str, Any], opened: Mapping[str, Any], event: Fact
    ) -> bool:
        """Take the last interval back and let its check-in stand open; False: not as read."""
        seen = {"attendance_id": void["attendance_id"], "revision": void["revision"] - 1}
        found = self._rows.update_one(
            {"_id": row["_id"], "open": None, "intervals": {"$elemMatch": seen}},
            {
                "$set": {"intervals.$": dict(void), "open": dict(opened)},
                "$push": {"outbox": event, **marking()},
            },
        )
        return found.matched_count == 1
