"""The collections ``notices`` and ``followed``.

notices   _id = "<page>:<organisation>": credits in public notice, domain/notice/lots.py; gone when
          all its lines are final. ``waiting``: only lines under objection are left
followed  _id = a chain of the record; ``page``: the last page whose credits are in notice
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal
from services.hours.domain.ledger.pages import PAGE, Page, names_of, page_id
from services.hours.domain.notice.lots import Lot
from shared.storage.mongo import Db, Document

COLLECTION = "notices"
INDEXES = [
    IndexModel([("waiting", ASCENDING), ("due", ASCENDING)], name="due"),
    IndexModel([("lines.journal_id", ASCENDING)], name="lines"),
    IndexModel([("_id", DESCENDING), ("organisation_path", ASCENDING)], name="organisation"),
]
_READ = dict.fromkeys(
    (
        "kind",
        "volunteer_id",
        "organisation_id",
        "organisation_path",
        "activity_kind",
        "shift_start",
        "lines",
        "reverses",
        "reason",
    ),
    1,
)

_SHOWN = dict.fromkeys(
    ("activity_id", "activity_title", "organisation_id", "shift_start", "lines", "checked_in_by"), 1
)


class Notices:
    """Each method is one round trip, unless it says otherwise."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._followed = database["followed"]
        self._journals = database["journals"]

    def pages(self, chain: str, most: int) -> list[Page]:
        """The next pages of a chain that were not followed yet; two round trips."""
        row = self._followed.find_one({"_id": chain})
        after = row["page"] if row else 0
        within = {"$gt": page_id(chain, after), "$lt": page_id(chain, 10**12 - 1)}
        found = self._journals.find({"_id": within, "kind": PAGE}, {"outbox": 0}, limit=most)
        return list(found.sort("_id", ASCENDING))

    def follow(self, page: Page) -> None:
        """Note that a page is done."""
        mark = {"$max": {"page": page["number"]}}
        self._followed.update_one({"_id": page["chain"]}, mark, upsert=True)

    def journals(self, keys: Sequence[str], session: ClientSession | None = None) -> list[Journal]:
        """What matters of these journals, those there are."""
        return list(self._journals.find({"_id": {"$in": list(keys)}}, _READ, session=session))

    def on(self, page: Page) -> list[Journal]:
        """The journals of a page."""
        return self.journals(names_of(page))

    def open(self, lots: Iterable[Lot]) -> None:
        """Put lots in notice; one that is there already stays as it is."""
        writes = [
            UpdateOne({"_id": lot["_id"]}, {"$setOnInsert": lot}, upsert=True) for lot in lots
        ]
        if writes:
            self._rows.bulk_write(writes, ordered=False)

    def strike(self, journal_id: str) -> None:
        """Take a line out of its lot, if it is in one: its credit was reversed."""
        line = {"journal_id": journal_id}
        self._rows.update_many({"lines.journal_id": journal_id}, {"$pull": {"lines": line}})

    def due(self, now: datetime, most: int) -> list[str]:
        """The ids of lots whose notice is over, the longest first."""
        query = {"waiting": None, "due": {"$lte": now}}
        return [row["_id"] for row in self._rows.find(query, {"_id": 1}, limit=most).sort("due", 1)]

    def within(self, path: str, first: str | None, most: int) -> list[Lot]:
        """Lots of the subtree under ``path``, the latest first, from the lot ``first`` on."""
        query: Document = {"organisation_path": {"$gte": path, "$lt": path[:-1] + "0"}}
        if first:
            query["_id"] = {"$lte": first}
        return list(self._rows.find(query, limit=most).sort("_id", DESCENDING))

    def holding(self, journal_ids: Sequence[str]) -> list[Lot]:
        """The lots these journals stand in."""
        return list(self._rows.find({"lines.journal_id": {"$in": list(journal_ids)}}))

    def shown(self, keys: Sequence[str]) -> list[Journal]:
        """These journals, as people read them."""
        return list(self._journals.find({"_id": {"$in": list(keys)}}, _SHOWN))

    def find(self, lot_id: str, session: ClientSession) -> Lot | None:
        return self._rows.find_one({"_id": lot_id}, session=session)

    def close(self, lot: Lot, held: Sequence[Document], session: ClientSession) -> None:
        """Let go of all lines but the held ones."""
        if not held:
            self._rows.delete_one({"_id": lot["_id"]}, session=session)
            return
        rest = {"$set": {"lines": list(held), "waiting": True}}
        self._rows.update_one({"_id": lot["_id"]}, rest, session=session)

    def hold(self, journal_id: str, by: int, session: ClientSession) -> Lot | None:
        """One objection more (1) or less (-1) to a line; the lot, or None when it is in none."""
        change: Document = {"$inc": {"lines.$.held": by}}
        if by < 0:
            change["$unset"] = {"waiting": ""}
        query = {"lines.journal_id": journal_id}
        return self._rows.find_one_and_update(query, change, session=session)
