"""The bank counted again from nothing: its journals against its accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.hours.store import accounts, journals
from shared.storage.mongo import Db, Document

_MOST_NAMED = 100
Sums = tuple[int, int, int]
"""Minutes, lines and attendances of an account."""


@dataclass(frozen=True, slots=True)
class Recount:
    """``unbalanced``: journals whose lines do not sum to 0. ``wrong``: accounts that are not what
    their lines say, as (id, what it says, what the journals say). Both name at most 100."""

    journals: int
    accounts: int
    ledger_minutes: int
    """All accounts together: 0 when nothing was lost or made."""
    unbalanced: list[str] = field(default_factory=list)
    wrong: list[tuple[str, Sums, Sums]] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        return not self.ledger_minutes and not self.unbalanced and not self.wrong


def recount(database: Db) -> Recount:
    """Read every journal and every account. Minutes for a million journals; changes nothing.

    What is written meanwhile may look wrong: count while nothing is on its way.
    """
    rows = database[journals.COLLECTION]
    unbalanced = rows.find({"$expr": {"$ne": [{"$sum": "$lines.minutes"}, 0]}}, {"_id": 1})
    turnouts = {row["_id"]: int(row["n"]) for row in rows.aggregate(_TURNOUTS)}
    counted = {row["_id"]: (row["minutes"], row["lines"]) for row in rows.aggregate(_LINES)}
    wrong: list[tuple[str, Sums, Sums]] = []
    ledger, kept = 0, 0
    for key, says in _said(database):
        minutes, lines = counted.pop(key, (0, 0))
        found = (minutes, lines, turnouts.get(key, 0))
        ledger += says[0]
        kept += 1
        if says != found and len(wrong) < _MOST_NAMED:
            wrong.append((key, says, found))
    for key, (minutes, lines) in list(counted.items())[: _MOST_NAMED - len(wrong)]:
        wrong.append((key, (0, 0, 0), (minutes, lines, turnouts.get(key, 0))))
    return Recount(
        journals=rows.count_documents({}),
        accounts=kept,
        ledger_minutes=ledger,
        unbalanced=[row["_id"] for row in unbalanced.limit(_MOST_NAMED)],
        wrong=wrong,
    )


def _said(database: Db) -> Iterator[tuple[str, Sums]]:
    for row in database[accounts.COLLECTION].find():
        yield row["_id"], (row["minutes"], row["journals"], row["attendances"])


_LINES: list[Document] = [
    {"$unwind": "$lines"},
    {
        "$group": {
            "_id": "$lines.account",
            "minutes": {"$sum": "$lines.minutes"},
            "lines": {"$sum": 1},
        }
    },
]

# The last journal of a chain says whether the attendance stands; attendances of one session
# (domain/claims.py) are one turn-out, of the volunteer and of the issuing account.
_TURNOUTS: list[Document] = [
    {"$sort": {"_id": 1}},
    {
        "$group": {
            "_id": "$attendance_id",
            "kind": {"$last": "$kind"},
            "void": {"$last": "$void"},
            "lines": {"$last": "$lines.account"},
            "shift_id": {"$last": "$shift_id"},
            "day": {"$last": "$day"},
        }
    },
    {"$match": {"kind": "credit", "void": False}},
    {"$group": {"_id": {"lines": "$lines", "shift_id": "$shift_id", "day": "$day"}}},
    {"$unwind": "$_id.lines"},
    {"$group": {"_id": "$_id.lines", "n": {"$sum": 1}}},
]
