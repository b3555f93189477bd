"""What organisers look at: their activities, and what is still to do in each."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.activities.store.standing import EVENING, Standing, is_large
from shared.clock import Clock, system_clock
from shared.storage.mongo import Db, Document

FORGOTTEN = "forgotten_check_out"
HELD = ("accepted", "no_show")
"""Those who had a place when the activity was held."""
INDEXES = {
    "activities": [
        IndexModel([("person_in_charge_id", ASCENDING), ("starts_at", ASCENDING)]),
        IndexModel([("created_by", ASCENDING), ("starts_at", ASCENDING)]),
    ],
    "sign_ups": [
        IndexModel(
            [("activity_id", ASCENDING)],
            name="forgotten",
            partialFilterExpression={"marks": FORGOTTEN},
        )
    ],
}
_FORGOTTEN: Document = {"$and": [{"marks": FORGOTTEN}, {"marks": {"$ne": "corrected"}}]}
_OPEN = {"open.at": {"$exists": True}}
_MINUTES: Document = {
    "$sum": {
        "$map": {
            "input": {"$filter": {"input": "$intervals", "cond": {"$not": "$$this.void"}}},
            "in": {
                "$dateDiff": {
                    "startDate": "$$this.check_in_at",
                    "endDate": "$$this.check_out_at",
                    "unit": "second",
                }
            },
        }
    }
}


class Organised:
    """Reads for organisers; nothing here writes."""

    def __init__(self, database: Db, clock: Clock = system_clock) -> None:
        self._standing = Standing(clock, EVENING)
        self._activities = database["activities"]
        self._rows = database["sign_ups"]

    def hers(self, volunteer_id: str, paths: Sequence[str] | None) -> Document:
        """Those she is in charge of or has made; with ``paths`` all of these subtrees instead."""
        if paths is not None:
            roots = [{"organisation_path": {"$regex": f"^{re.escape(path)}"}} for path in paths]
            return {"$or": roots}
        return {"$or": [{"person_in_charge_id": volunteer_id}, {"created_by": volunteer_id}]}

    def activities(
        self, whose: Document, wanted: Document, most: int, *, newest: bool = False, skip: int = 0
    ) -> list[Document]:
        """Up to ``most`` of them, by start."""
        order = DESCENDING if newest else ASCENDING
        found = self._activities.find({"$and": [whose, wanted]}, {"outbox": 0})
        return list(found.sort([("starts_at", order), ("_id", order)]).skip(skip).limit(most))

    def kinds(self, paths: Sequence[str]) -> list[str]:
        """Words her units have used for kinds of activities."""
        match = self.hers("", paths)
        steps: list[Document] = [
            {"$match": match},
            {"$limit": 2000},
            {"$group": {"_id": "$kind", "often": {"$sum": 1}}},
            {"$sort": {"often": -1, "_id": 1}},
            {"$limit": 30},
        ]
        return [row["_id"] for row in self._activities.aggregate(steps)]

    def still_in(self, activity_ids: Iterable[str], now: datetime) -> dict[str, int]:
        """By activity, how many have not checked out of a shift that is over."""
        over = {**_OPEN, "closes_at": {"$gte": now}, "end": {"$lte": now}}
        return self._counted({**over, "activity_id": {"$in": list(activity_ids)}}, "open")

    def forgotten(self, activity_ids: Iterable[str]) -> dict[str, int]:
        """By activity, how many check-outs the system set and nobody has looked at."""
        return self._counted(
            {**_FORGOTTEN, "activity_id": {"$in": list(activity_ids)}}, "forgotten"
        )

    def _counted(self, match: Document, hint: str) -> dict[str, int]:
        steps: list[Document] = [
            {"$match": match},
            {"$group": {"_id": "$activity_id", "rows": {"$sum": 1}}},
        ]
        return {row["_id"]: row["rows"] for row in self._rows.aggregate(steps, hint=hint)}

    def named(self, activity_id: str, sign_up_ids: Sequence[str]) -> list[Document]:
        """{_id, shift_id, name} of those of these rows that belong to the activity."""
        wanted = {"_id": {"$in": list(sign_up_ids)}, "activity_id": activity_id}
        return list(self._rows.find(wanted, {"shift_id": 1, "name": 1}))

    def numbers(self, activity_id: str, now: datetime) -> Document:
        """{held, came, absent, still_in, minutes, stand} of those who had a place; ``absent``:
        their shift is over. Of a thousand and more they stand for so many seconds, else ``stand``
        is 0."""
        found = self._standing.of(activity_id, lambda: self._count(activity_id, now))
        stand = int(EVENING.total_seconds()) if is_large(found) else 0
        return {**found, "stand": stand}

    def _count(self, activity_id: str, now: datetime) -> dict[str, int]:
        came = {"$ne": [{"$ifNull": ["$first_in_at", None]}, None]}
        over = {"$and": [{"$not": [came]}, {"$lte": ["$end", now]}]}
        group: dict[str, Any] = {"_id": None, "held": {"$sum": 1}, "seconds": {"$sum": _MINUTES}}
        conditions = {"came": came, "absent": over, "still_in": {"$ne": ["$open", None]}}
        for name, condition in conditions.items():
            group[name] = {"$sum": {"$cond": [condition, 1, 0]}}
        steps: list[Document] = [
            {"$match": {"activity_id": activity_id, "status": {"$in": list(HELD)}}},
            {"$group": group},
        ]
        found = next(iter(self._rows.aggregate(steps)), None) or dict.fromkeys(group, 0)
        counts = {name: int(found[name]) for name in ("held", *conditions)}
        return counts | {"minutes": int(found["seconds"] // 60)}

    def to_settle(
        self, activity_id: str, now: datetime, most: int, *, absent: bool
    ) -> dict[str, list[Document]]:
        """{still_in, forgotten, absent}: rows by name, up to ``most`` of each. Each is found by an
        index that holds few others; those who did not come stand among all who may still come, so
        they are looked for only where there are some (``absent``)."""
        missing: Document = {"first_in_at": None, "end": {"$lte": now}, "status": {"$in": [*HELD]}}
        wanted: dict[str, tuple[Document, str]] = {
            "still_in": (_OPEN, "open"),
            "forgotten": (_FORGOTTEN, "forgotten"),
            "absent": (missing, "roster_activity_id_check_in"),
        }
        found: dict[str, list[Document]] = {"absent": []}
        for word, (match, index) in wanted.items():
            if word == "absent" and not absent:
                continue
            mine = {**match, "activity_id": activity_id}
            rows = self._rows.find(mine, {"outbox": 0}, limit=most).hint(index)
            found[word] = sorted(rows, key=lambda row: str(row["name_key"]))
        return found
