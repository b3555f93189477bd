"""The bank counted again from nothing: its journals against its accounts.

The database sorts, on its disk where it must, so that what is held here is one person's journals
and some numbers for each organisation and month.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from itertools import groupby
from operator import itemgetter

from pymongo import ASCENDING
from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal, volunteer_account
from services.hours.domain.late.evidence import back_minutes_of
from services.hours.store import accounts, journals
from services.hours.store.ledger.comparing import Difference, Numbers, compare
from shared.storage.mongo import Db, Document

_MOST_NAMED = 100
_AT_ONCE = 5_000
_HERS = {"$gte": "volunteer:", "$lt": "volunteer;"}
_READ = dict.fromkeys(
    ("kind", "attendance_id", "volunteer_id", "shift_id", "day", "void", "lines", "checked_in_by"),
    1,
)


@dataclass(slots=True)
class Sums:
    """What an account's journals come to."""

    minutes: int = 0
    back_minutes: int = 0
    journals: int = 0
    attendances: int = 0


FIELDS = tuple(one.name for one in fields(Sums))


@dataclass(frozen=True, slots=True)
class Recount:
    """``unbalanced``: journals whose lines do not sum to 0. ``wrong``: accounts that are not what
    their journals say. Both name at most 100."""

    journals: int
    accounts: int
    ledger_minutes: int
    """All accounts together: 0 when nothing was lost or made."""
    unbalanced: list[str] = field(default_factory=list)
    wrong: list[Difference] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        return not self.ledger_minutes and not self.unbalanced and not self.wrong


class Recounting:
    """One reading of the whole record: at one moment within ``session``, else while nothing is on
    its way. ``tell`` hears how many journals were read."""

    def __init__(
        self,
        database: Db,
        session: ClientSession | None = None,
        tell: Callable[[int], object] = lambda _: None,
    ) -> None:
        self._database = database
        self._session = session
        self._tell = tell
        self._elsewhere: defaultdict[str, Sums] = defaultdict(Sums)
        self.unbalanced: list[str] = []
        self.journals = self.accounts = self.minutes = 0

    def differences(self) -> Iterator[Difference]:
        """The accounts that are not what their journals say."""
        yield from compare(self._kept({"_id": _HERS}), self._people(), FIELDS)
        counted = sorted((key, asdict(sums)) for key, sums in self._elsewhere.items())
        yield from compare(self._kept({"_id": {"$not": _HERS}}), counted, FIELDS)

    def _kept(self, query: Document) -> Iterator[tuple[str, Document]]:
        numbers = {**query, "minutes": {"$exists": True}}
        rows = self._database[accounts.COLLECTION].find(
            numbers, batch_size=_AT_ONCE, session=self._session
        )
        for row in rows.sort("_id", ASCENDING):
            self.accounts += 1
            self.minutes += row["minutes"] if isinstance(row["minutes"], int) else 0
            yield row["_id"], row

    def _people(self) -> Iterator[tuple[str, Numbers]]:
        """Each person's sums in the order of the ids; the others are added up beside."""
        rows = self._database[journals.COLLECTION].find(
            journals.NO_PAGE, _READ, batch_size=_AT_ONCE, allow_disk_use=True, session=self._session
        )
        ordered = rows.sort([("volunteer_id", ASCENDING), ("_id", ASCENDING)])
        for volunteer_id, group in groupby(ordered, itemgetter("volunteer_id")):
            hers = volunteer_account(volunteer_id)
            yield hers, asdict(self._person(hers, list(group)))

    def _person(self, hers: str, written: Sequence[Journal]) -> Sums:
        own = Sums()
        for journal in written:
            for line in journal["lines"]:
                sums = own if line["account"] == hers else self._elsewhere[line["account"]]
                sums.minutes += line["minutes"]
                sums.back_minutes += back_minutes_of(journal, line["minutes"])
                sums.journals += 1
            if sum(line["minutes"] for line in journal["lines"]):
                self.unbalanced.append(journal["_id"])
        for names, _, _ in _held(written):
            for name in names:
                (own if name == hers else self._elsewhere[name]).attendances += 1
        self.journals += len(written)
        self._tell(len(written))
        return own


def recount(database: Db) -> Recount:
    """Read every journal and every account; a million journals take about a minute."""
    reading = Recounting(database)
    wrong = list(reading.differences())
    return Recount(
        reading.journals,
        reading.accounts,
        reading.minutes,
        reading.unbalanced[:_MOST_NAMED],
        wrong[:_MOST_NAMED],
    )


def _held(written: Iterable[Journal]) -> set[tuple[tuple[str, ...], str, int]]:
    """The sessions of one person (domain/claims.py), each once: those of chains of journals that
    end in a credit that is not void."""
    last = {one["attendance_id"]: one for one in written}
    return {
        (tuple(line["account"] for line in one["lines"]), one["shift_id"], one["day"])
        for one in last.values()
        if one["kind"] == "credit" and not one["void"]
    }
