"""The collection ``journals``: only ever inserted into; nothing of a journal ever changes.

_id               "<attendance_id>-000", then -001 and so on: the attendance's chain
kind              "credit" | "reversal"; ``reverses`` and ``reason`` say what and why
lines             [{account, minutes}, {account, minutes}]: the volunteer's first; they sum to 0
volume            the month (UTC) of check_in_at, 202605: what is written now lies together in the
                  index, so that old volumes, however many, are not touched
attendance_id, attendance_revision, volunteer_id, activity_*, organisation_*, shift_*, role, day,
check_in_at, check_out_at, checked_in_by, checked_out_by, recorded_by, void: what it is about
window, overlap, short, rules: why so many minutes count (domain/explanations.py)
at                when it was written
commands          by which command it was written, where that had a key (shared/storage/repeats.py)

Among the journals stand the pages they were written on, of kind "page" (domain/ledger/pages.py).
The ``outbox`` of a page carries the events of its journals until they are published; no state.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.allocation import REACH
from services.hours.domain.claims import Claim
from services.hours.domain.journals import Journal, journal_id
from services.hours.domain.ledger.pages import PAGE, Page
from services.hours.domain.rules import DAY
from services.hours.domain.times import instant_of, minute_of, volume_of
from services.hours.store.commands import run
from services.hours.store.ledger.chains import RECORD, Chain
from shared.contracts.envelope import Event
from shared.storage.mongo import Db, Document
from shared.storage.outbox import outbox_index
from shared.storage.repeats import marked

COLLECTION = RECORD.journals
INDEXES = [
    IndexModel(
        [
            ("volume", DESCENDING),
            ("volunteer_id", ASCENDING),
            ("check_in_at", DESCENDING),
            ("_id", DESCENDING),
        ],
        name="volumes",
    ),
    outbox_index(),
]
NO_PAGE = {"kind": {"$ne": PAGE}}
_GLANCE = dict.fromkeys(
    (
        "kind", "attendance_id", "attendance_revision", "volunteer_id", "shift_id", "check_in_at",
        "window",
    ),
    1,
)  # fmt: skip
_ALL_AT_ONCE = 100_000


class Journals:
    """Each method is one round trip. Pages have no volume and no attendance: only ``find`` could
    meet them."""

    def __init__(self, database: Db, chain: Chain) -> None:
        self._rows = database[COLLECTION]
        self._chain = chain

    def glance(self, claims: Iterable[Claim], session: ClientSession) -> list[Journal]:
        """What may matter to the claims, in short: the first journal of each one's attendance and
        whatever its volunteer did within a day of it. Enough to see that nothing does."""
        return self._find(_around(claims, DAY), _GLANCE, session)

    def near(self, claims: Iterable[Claim], session: ClientSession) -> list[Journal]:
        """The journals of the claims' volunteers within eight days of each claim (twice the REACH
        of domain/allocation.py), and the first journal of each one's attendance."""
        return self._find(_around(claims, 2 * REACH), None, session)

    def chains(
        self, attendance_ids: Iterable[str], session: ClientSession | None = None
    ) -> list[Journal]:
        """All journals of these attendances."""
        ranges = [{"_id": {"$gte": f"{one}-", "$lt": f"{one}."}} for one in attendance_ids]
        return self._find({"$or": ranges}, None, session)

    def at_shift(self, record: Mapping[str, Any], session: ClientSession) -> list[Journal]:
        """A person's journals of one shift; ``record`` says whose, of which and when it was."""
        first, last = minute_of(record["shift_start"]) - DAY, minute_of(record["shift_end"]) + DAY
        query: Document = {
            "volume": {"$gte": volume_of(first), "$lte": volume_of(last)},
            "volunteer_id": record["volunteer_id"],
            "check_in_at": {"$gt": instant_of(first), "$lt": instant_of(last)},
            "shift_id": record["shift_id"],
        }
        return self._find(query, None, session)

    def find(self, key: str, session: ClientSession | None = None) -> Journal | None:
        """One journal."""
        return self._rows.find_one({"_id": key, **NO_PAGE}, session=session)

    def services(self, keys: Iterable[str]) -> dict[str, Journal]:
        """Of these journals which service they are about: its title and its time."""
        fields = {"activity_title": 1, "check_in_at": 1}
        return {row["_id"]: row for row in self._rows.find({"_id": {"$in": list(keys)}}, fields)}

    def append(
        self,
        journals: Sequence[Journal],
        accounts: Mapping[str, Document],
        events: Sequence[Event],
        at: datetime,
        session: ClientSession,
    ) -> Page:
        """Write new journals and their page with its events; ``accounts``: what ``Accounts.of``
        found. Raises BulkWriteError when one of them is there already."""
        bearing = [{**one, **mark} for one in journals] if (mark := marked()) else journals
        written, page = self._chain.page(bearing, accounts, events, at)
        run(self._rows.database, {"insert": COLLECTION, "documents": [*written, page]}, session)
        return page

    def statement(
        self, volunteer_id: str, after: tuple[datetime, str] | None, most: int
    ) -> list[Journal]:
        """A person's journals, the latest service first; ``after``: the last row had before."""
        query: Document = {"volume": {"$gt": 0}, "volunteer_id": volunteer_id}
        if after:
            moment, key = after
            query["volume"] = {"$lte": volume_of(minute_of(moment))}
            query["check_in_at"] = {"$lte": moment}
            query["$or"] = [{"check_in_at": {"$lt": moment}}, {"_id": {"$lt": key}}]
        order = [("volume", DESCENDING), ("check_in_at", DESCENDING), ("_id", DESCENDING)]
        return list(self._rows.find(query, limit=most, hint="volumes").sort(order))

    def _find(
        self, query: Document, fields: Document | None, session: ClientSession | None
    ) -> list[Journal]:
        return list(self._rows.find(query, fields, batch_size=_ALL_AT_ONCE, session=session))


def _around(claims: Iterable[Claim], reach: int) -> Document:
    """What lies within ``reach`` minutes of each claim.

    Claims of one day share a clause: a batch is mostly of one day, a replay of many.
    """
    heads: list[str] = []
    people: dict[int, set[str]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for claim in claims:
        heads.append(journal_id(claim.attendance_id, 0))
        day = claim.check_in // DAY
        people.setdefault(day, set()).add(claim.volunteer_id)
        low, high = spans.get(day, (claim.check_in, claim.check_in))
        spans[day] = (min(low, claim.check_in), max(high, claim.check_in))
    clauses: list[Document] = [{"_id": {"$in": heads}}]
    for day, (low, high) in spans.items():
        first, last = low - reach, high + 1 + reach
        clauses.append(
            {
                "volume": {"$in": list({volume_of(first), volume_of(last)})},
                "volunteer_id": {"$in": list(people[day])},
                "check_in_at": {"$gt": instant_of(first), "$lt": instant_of(last)},
            }
        )
    return {"$or": clauses}
