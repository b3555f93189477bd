"""The verifier of every round: is the ledger exact? Kindhours and all peers are held to the same.

A ledger has journals {attendance_id, lines: [{account, minutes}, …]} and accounts {_id, minutes,
journals}. What else stands beside them is nobody's minutes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.benchmarks.job import MINUTES, Db

VOLUNTEER = "volunteer:"
JOURNALS = {"lines": {"$exists": True}}
"""Among them stand the pages they were written on."""


def faults_in(database: Db, count: int | None = None) -> list[str]:
    """``faults_of`` for the ledger in a database."""
    rows = database["journals"].find(JOURNALS, {"attendance_id": 1, "lines": 1}, batch_size=10_000)
    accounts = database["accounts"].find({"minutes": {"$exists": True}}, {"minutes": 1})
    return faults_of(rows, {row["_id"]: row["minutes"] for row in accounts}, count)


def credited(database: Db) -> int:
    """How many journals are written, as the few accounts they draw on count them."""
    issued = {"_id": {"$gte": "issued:", "$lt": "issued;"}}
    return sum(row["journals"] for row in database["accounts"].find(issued, {"journals": 1}))


def faults_of(
    journals: Iterable[Mapping[str, Any]], balances: Mapping[str, int], count: int | None = None
) -> list[str]:
    """Why a ledger is not exact; empty when it is. ``count``: the attendances it was given; None
    where it was stopped on the way and only has to be right in itself."""
    sums: Counter[str] = Counter()
    attendances: Counter[str] = Counter()
    crooked = 0
    for row in journals:
        attendances[row["attendance_id"]] += 1
        crooked += sum(line["minutes"] for line in row["lines"]) != 0
        for line in row["lines"]:
            sums[line["account"]] += line["minutes"]
    rows = attendances.total()
    faults = []
    if len(attendances) != rows:
        faults.append(f"{rows - len(attendances)} attendances were credited twice")
    if count is not None and len(attendances) != count:
        faults.append(f"{len(attendances)} of {count} attendances were credited")
    if crooked or sum(sums.values()) or sum(balances.values()):
        faults.append("the ledger does not sum to zero")
    if dict(sums) != dict(balances):
        faults.append("balances differ from a recount")
    earned = sum(value for key, value in sums.items() if key.lower().startswith(VOLUNTEER))
    if earned != len(attendances) * MINUTES:
        faults.append("minutes were invented or lost")
    return faults
