"""The four databases as the checks read them: streams in the order of volunteers.

Attendances and journals of one volunteer are few, so that a stream of volunteers needs little
memory however long the ledger is.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from pymongo import ASCENDING, MongoClient
from pymongo.client_session import ClientSession
from pymongo.database import Database

from shared.contracts.catalogue import SERVICES

Document = dict[str, Any]
Db = Database[Document]
Chains = dict[str, list[Document]]
"""One person's journals by attendance, in the order of the chain."""
Left = TypeVar("Left")
Right = TypeVar("Right")

NO_PAGE = {"kind": {"$ne": "page"}}
"""Journals, and not the pages of the ledger that stand among them."""
_BATCH = 2_000
_OF_A_JOURNAL = (
    "attendance_id", "attendance_revision", "volunteer_id", "shift_id", "day", "kind", "reverses",
    "void", "check_in_at", "check_out_at", "window", "lines", "checked_in_by", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Databases:
    """Each service's own, read with rights no service has; within ``session`` where there is
    one."""

    volunteers: Db
    activities: Db
    hours: Db
    notifications: Db
    session: ClientSession | None = None

    def of(self, service: str) -> Db:
        found: Db = getattr(self, service)
        return found


def open_databases(mongo_uri: str, names: Mapping[str, str] | None = None) -> Databases:
    """``mongo_uri`` is an operator's; ``names``: databases by service, where they are not the
    usual ``kindhours_<service>``."""
    client: MongoClient[Document] = MongoClient(mongo_uri, tz_aware=True, appname="verify")
    usual = {service: f"kindhours_{service}" for service in SERVICES}
    found = {service: client[name] for service, name in {**usual, **(names or {})}.items()}
    return Databases(
        found["volunteers"], found["activities"], found["hours"], found["notifications"]
    )


@contextmanager
def at_one_moment(databases: Databases) -> Iterator[Databases]:
    """The databases as they were at the first read, whatever is written meanwhile.

    MongoDB keeps the past for some minutes (minSnapshotHistoryWindowInSeconds, 300): a check that
    takes longer fails and says so.
    """
    with databases.hours.client.start_session(snapshot=True) as session:
        yield replace(databases, session=session)


def journals(databases: Databases) -> Iterator[tuple[str, Chains]]:
    """(volunteer_id, chains) in the order of the ids."""
    rows = databases.hours["journals"].find(
        NO_PAGE,
        dict.fromkeys(_OF_A_JOURNAL, 1),
        batch_size=_BATCH,
        allow_disk_use=True,
        session=databases.session,
    )
    ordered = rows.sort([("volunteer_id", ASCENDING), ("check_in_at", -1), ("_id", -1)])
    for volunteer_id, group in groupby(ordered, lambda row: row["volunteer_id"]):
        chains: Chains = {}
        for row in sorted(group, key=lambda one: one["_id"]):
            chains.setdefault(row["attendance_id"], []).append(row)
        yield volunteer_id, chains


def standing(chain: list[Document]) -> Document | None:
    """The credit of a chain that counts now: its last journal, when that is a credit."""
    return chain[-1] if chain[-1]["kind"] == "credit" else None


def minutes_of(journal: Document) -> int:
    """What a journal adds to its volunteer's hours."""
    return int(journal["lines"][0]["minutes"])


def attendances(databases: Databases) -> Iterator[tuple[str, dict[str, Document]]]:
    """(volunteer_id, closed intervals by attendance_id, each with its shift_id) in that order."""
    fields = {"volunteer_id": 1, "shift_id": 1, "intervals": 1}
    rows = databases.activities["sign_ups"].find(
        {"intervals.attendance_id": {"$exists": True}},
        fields,
        batch_size=_BATCH,
        allow_disk_use=True,
        session=databases.session,
    )
    ordered = rows.sort([("volunteer_id", ASCENDING), ("start", ASCENDING)])
    for volunteer_id, group in groupby(ordered, lambda row: row["volunteer_id"]):
        yield (
            volunteer_id,
            {
                interval["attendance_id"]: {**interval, "shift_id": row["shift_id"]}
                for row in group
                for interval in row["intervals"]
            },
        )


def side_by_side(
    left: Iterator[tuple[str, Left]], right: Iterator[tuple[str, Right]]
) -> Iterator[tuple[str, Left | None, Right | None]]:
    """Two streams by the same growing key as one; None where one side has nothing."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None  # noqa: S101 (else both were at their end)
            yield one[0], one[1], None
            one = next(left, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(right, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(left, None), next(right, None)
