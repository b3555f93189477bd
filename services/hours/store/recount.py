"""The bank counted again from nothing: its journals against its accounts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from pymongo import ASCENDING

from services.hours.domain.journals import Journal
from services.hours.store import accounts, journals
from shared.storage.mongo import Db, Document

_MOST_NAMED = 100
_AT_ONCE = 5_000
_NO_HEAD = {"minutes": {"$exists": True}}
_READ = dict.fromkeys(
    ("kind", "attendance_id", "volunteer_id", "shift_id", "day", "void", "lines"), 1
)


@dataclass(slots=True)
class Sums:
    """What an account's journals come to."""

    minutes: int = 0
    journals: int = 0
    attendances: int = 0


@dataclass(frozen=True, slots=True)
class Recount:
    """``unbalanced``: journals whose lines do not sum to 0. ``wrong``: accounts that are not what
    their journals say, as (id, what it says, what they say). Both name at most 100."""

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
    """Read every journal and every account; a million journals take about 100 MB and a minute.

    What is written meanwhile may look wrong: count while nothing is on its way.
    """
    counted: defaultdict[str, Sums] = defaultdict(Sums)
    unbalanced: list[str] = []
    sessions: set[int] = set()
    read = 0
    for chain in _chains(database):
        read += len(chain)
        for journal in chain:
            _add(journal["lines"], counted)
            if sum(line["minutes"] for line in journal["lines"]):
                unbalanced.append(journal["_id"])
        _turn_out(chain[-1], sessions, counted)
    kept = 0
    ledger = 0
    wrong: list[tuple[str, Sums, Sums]] = []
    for row in database[accounts.COLLECTION].find(_NO_HEAD, batch_size=_AT_ONCE):
        says = Sums(row["minutes"], row["journals"], row["attendances"])
        found = counted.pop(row["_id"], Sums())
        kept += 1
        ledger += says.minutes
        if says != found:
            wrong.append((row["_id"], says, found))
    wrong += [(key, Sums(), found) for key, found in counted.items()]
    return Recount(read, kept, ledger, unbalanced[:_MOST_NAMED], wrong[:_MOST_NAMED])


def _chains(database: Db) -> Iterator[list[Journal]]:
    """The journals of each attendance in their order."""
    rows = database[journals.COLLECTION].find(journals.NO_PAGE, _READ, batch_size=_AT_ONCE)
    for _, chain in groupby(rows.sort("_id", ASCENDING), itemgetter("attendance_id")):
        yield list(chain)


def _add(lines: list[Document], counted: defaultdict[str, Sums]) -> None:
    for line in lines:
        sums = counted[line["account"]]
        sums.minutes += line["minutes"]
        sums.journals += 1


def _turn_out(last: Journal, sessions: set[int], counted: defaultdict[str, Sums]) -> None:
    """A chain that ends in a credit stands; several of one session (domain/claims.py) count as
    one attendance. Sessions are kept as hashes: they are many."""
    if last["kind"] != "credit" or last["void"]:
        return
    names = tuple(line["account"] for line in last["lines"])
    session = hash((names, last["shift_id"], last["day"]))
    if session not in sessions:
        sessions.add(session)
        for name in names:
            counted[name].attendances += 1
