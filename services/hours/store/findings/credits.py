"""Credits as the detectors look at them: those that stand, with what is known around them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from services.hours.domain.findings.lines import BACK_ENTRY, Line, Place
from services.hours.domain.times import minute_of, volume_of
from services.hours.store.late.filed import BACK_ENTRIES
from shared.storage.mongo import Db, Document

_READ = dict.fromkeys(
    (
        "kind", "reverses", "volunteer_id", "activity_id", "activity_title", "organisation_path",
        "check_in_at", "check_out_at", "lines.minutes", "checked_in_by", "checked_out_by",
        "recorded_by", "evidence.approved_by", "at",
    ),
    1,
)  # fmt: skip
_AT_ONCE = 500


class Presences:
    """What is credited, for the detectors."""

    def __init__(self, database: Db) -> None:
        self._journals = database["journals"]
        self._back_entries = database[BACK_ENTRIES]
        self._activities = database["activities"]
        self._objections = database["objections"]

    def since(self, at: datetime, traces: dict[str, Document]) -> list[Line]:
        """The standing credits of presences since ``at``, and of back-entries approved since then
        however long ago the presence was."""
        found = {row["_id"]: row for row in self._recent(at)}
        found |= {row["_id"]: row for row in self._entered(at)}
        reversed_ids = {row.get("reverses") for row in found.values()}
        rows = [
            row
            for key, row in found.items()
            if row["kind"] == "credit" and key not in reversed_ids and row["lines"][0]["minutes"]
        ]
        places = self._places({row["activity_id"] for row in rows})
        return [_line(row, traces.get(row["_id"].rpartition("-")[0], {}), places) for row in rows]

    def attended(self, lines: Iterable[Line]) -> set[str]:
        """Those activities of ``lines`` at which somebody was checked in, then and there."""
        entered = [line for line in lines if line.way == BACK_ENTRY]
        if not entered:
            return set()
        query = {
            "volume": {"$in": list({volume_of(minute_of(line.came)) for line in entered})},
            "activity_id": {"$in": list({line.activity_id for line in entered})},
            "checked_in_by": {"$ne": BACK_ENTRY},
        }
        return set(self._journals.distinct("activity_id", query))

    def objected(self, lines: Iterable[Line]) -> set[str]:
        """Those activities of ``lines`` against which somebody objects."""
        these = list({line.activity_id for line in lines if line.way == BACK_ENTRY})
        return set(self._objections.distinct("activity_id", {"activity_id": {"$in": these}}))

    def _recent(self, at: datetime) -> Iterator[Document]:
        query = {"volume": {"$gte": volume_of(minute_of(at))}, "check_in_at": {"$gte": at}}
        return iter(self._journals.find(query, _READ, hint="volumes"))

    def _entered(self, at: datetime) -> Iterator[Document]:
        approved = {"decision.at": {"$gte": at}, "status": {"$in": ["approved", "accepted"]}}
        keys = [row["_id"] for row in self._back_entries.find(approved, {"_id": 1})]
        for first in range(0, len(keys), _AT_ONCE):
            chains = [
                {"_id": {"$gte": f"{key}-", "$lt": f"{key}."}}
                for key in keys[first : first + _AT_ONCE]
            ]
            yield from self._journals.find({"$or": chains}, _READ)

    def _places(self, activity_ids: Iterable[str]) -> dict[str, Place]:
        query = {"_id": {"$in": list(activity_ids)}, "place": {"$type": "object"}}
        found = self._activities.find(query, {"place": 1})
        return {
            row["_id"]: Place(
                row["place"]["latitude"], row["place"]["longitude"], row["place"]["radius"]
            )
            for row in found
        }


def _line(row: Document, trace: Document, places: dict[str, Place]) -> Line:
    evidence: dict[str, Any] = row.get("evidence") or {}
    return Line(
        journal_id=row["_id"],
        volunteer_id=row["volunteer_id"],
        activity_id=row["activity_id"],
        activity_title=row["activity_title"],
        organisation_path=row["organisation_path"],
        came=row["check_in_at"],
        left=row["check_out_at"],
        minutes=row["lines"][0]["minutes"],
        way=row["checked_in_by"],
        left_by=row["checked_out_by"],
        recorded_by=row["recorded_by"],
        approved_by=evidence.get("approved_by"),
        at=row["at"],
        device=trace.get("device"),
        distance=trace.get("distance"),
        place=places.get(row["activity_id"]),
    )
