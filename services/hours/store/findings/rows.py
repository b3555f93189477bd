"""The collections ``findings`` and ``looks``.

findings
_id              of what it is about, and of the finding it comes after, if it came again
base             of what it is about; ``again_after``: the dismissed finding before it, or None
kind, facts      domain/findings/explanations.py
organisation_id, organisation_path   the smallest organisation that has all of it
people, recorders                    whose hours, and who wrote or approved them
evidence, size   ids of journals (the first of them), and how many there are
latest, found_at when the latest presence began; when it was found
status           open | dismissed | frozen
decision         None | {by, number, reason, at, frozen: [volunteer ids]}
commands         shared/storage/repeats.py

looks            _id "findings": day (local, of the last look), at, asked_at, commands
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession

from services.hours.domain.findings.refusals import NoSuchFinding
from shared.storage.mongo import Db, Document
from shared.storage.repeats import marking

COLLECTION = "findings"
_LATEST = [("found_at", DESCENDING), ("_id", DESCENDING)]
INDEXES = [
    IndexModel([("base", ASCENDING), ("found_at", ASCENDING)], name="base"),
    IndexModel([("organisation_path", ASCENDING), *_LATEST], name="organisation"),
]
_LOOK = {"_id": COLLECTION}


class Wanted(NamedTuple):
    """Which findings: of the subtrees under ``paths``, of one kind, in one state."""

    paths: Sequence[str]
    kind: str | None = None
    status: str | None = None


class Findings:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._looks = database["looks"]

    def last(self, bases: Iterable[str]) -> dict[str, Document]:
        """The last finding about each of these things, by base."""
        found = self._rows.find({"base": {"$in": list(bases)}}).sort("found_at", ASCENDING)
        return {row["base"]: row for row in found}

    def keep(self, new: Sequence[Document], grown: Sequence[Document]) -> None:
        """Add new findings, and write what has grown of those that are still open."""
        writes = [UpdateOne({"_id": row["_id"]}, {"$setOnInsert": row}, upsert=True) for row in new]
        fields = (
            "organisation_id", "organisation_path", "people", "recorders", "evidence", "size",
            "latest", "facts",
        )  # fmt: skip
        writes += [
            UpdateOne(
                {"_id": row["_id"], "status": "open"},
                {"$set": {name: row[name] for name in fields}},
            )
            for row in grown
        ]
        if writes:
            self._rows.bulk_write(writes, ordered=False)

    def get(self, key: str, session: ClientSession | None = None) -> Document:
        """Raises NoSuchFinding."""
        if found := self._rows.find_one({"_id": key}, session=session):
            return found
        raise NoSuchFinding

    def settle(self, key: str, status: str, decision: Document, session: ClientSession) -> Document:
        """Write what became of it; the finding as it is then."""
        writes: Document = {"$set": {"status": status, "decision": decision}}
        if mark := marking():
            writes["$push"] = mark
        found: Document | None = self._rows.find_one_and_update(
            {"_id": key}, writes, return_document=True, session=session
        )
        if found is None:
            raise LookupError(key)
        return found

    def list(self, wanted: Wanted, after: tuple[datetime, str] | None, most: int) -> list[Document]:
        """The latest first; ``after``: the last row had before."""
        # "0" follows "/": the range holds all that begins with the path.
        ranges = [{"organisation_path": {"$gte": p, "$lt": p[:-1] + "0"}} for p in wanted.paths]
        if not ranges:
            return []
        clauses: list[Document] = [{"$or": ranges}]
        clauses += [
            {name: value}
            for name, value in (("kind", wanted.kind), ("status", wanted.status))
            if value
        ]
        if after:
            moment, key = after
            earlier = [{"found_at": {"$lt": moment}}, {"found_at": moment, "_id": {"$lt": key}}]
            clauses.append({"$or": earlier})
        return list(self._rows.find({"$and": clauses}, limit=most).sort(_LATEST))

    def look(self) -> Document:
        """The last look, and the last time somebody asked for one."""
        return self._looks.find_one(_LOOK) or {}

    def looked(self, day: str, at: datetime) -> None:
        """Note a look that began at ``at``."""
        self._looks.update_one(_LOOK, {"$set": {"day": day, "at": at}}, upsert=True)

    def ask(self, at: datetime) -> None:
        """Ask the worker for a look."""
        writes: Document = {"$max": {"asked_at": at}}
        if mark := marking():
            writes["$push"] = mark
        self._looks.update_one(_LOOK, writes, upsert=True)
