"""The collection ``custody``: who certifies what another organisation recorded.

_id             of the command
kind            transfer: of one volunteer's record, with her consent; succession: of everything
volunteer_id    of a transfer
from_id, to_id  organisations; to_path: where the receiving one stood then
status          transfer: asked | accepted | declined | withdrawn; succession: accepted
by, at          who asked or decided it; ``decision``: {by, reason, at}
outbox, commands

Journals stay as they are: who recorded an hour is a fact.
"""

from collections.abc import Sequence

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, outbox_index

COLLECTION = "custody"
TRANSFER, SUCCESSION = "transfer", "succession"
INDEXES = [
    IndexModel([("volunteer_id", ASCENDING), ("_id", DESCENDING)], name="volunteer"),
    IndexModel([("status", ASCENDING), ("to_path", ASCENDING), ("_id", ASCENDING)], name="to"),
    IndexModel(
        [("from_id", ASCENDING)],
        name="one_successor",
        unique=True,
        partialFilterExpression={"kind": SUCCESSION},
    ),
    IndexModel(
        [("volunteer_id", ASCENDING), ("from_id", ASCENDING)],
        name="one_at_a_time",
        unique=True,
        partialFilterExpression={"status": "asked"},
    ),
    outbox_index(),
]
_PLAIN = {FIELD: 0}


class Custody:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def find(self, key: str, session: ClientSession | None = None) -> Document | None:
        return self._rows.find_one({"_id": key}, _PLAIN, session=session)

    def add(self, row: Document, session: ClientSession) -> None:
        self._rows.insert_one(row, session=session)

    def save(self, row: Document, writes: Document, session: ClientSession) -> None:
        self._rows.update_one({"_id": row["_id"]}, writes, session=session)

    def asked(self, volunteer_id: str, from_id: str, session: ClientSession) -> Document | None:
        """The transfer of this record that waits for a decision."""
        query = {"volunteer_id": volunteer_id, "from_id": from_id, "status": "asked"}
        return self._rows.find_one(query, _PLAIN, session=session)

    def successors(self, session: ClientSession | None = None) -> dict[str, str]:
        """Who took over from whom: there are few, and none twice."""
        rows = self._rows.find({"kind": SUCCESSION}, {"from_id": 1, "to_id": 1}, session=session)
        return {row["from_id"]: row["to_id"] for row in rows}

    def successions(self, most: int) -> list[Document]:
        """Who took over from whom, the latest first."""
        found = self._rows.find({"kind": SUCCESSION}, _PLAIN, limit=most)
        return list(found.sort("_id", DESCENDING))

    def keeper(self, volunteer_id: str, from_id: str) -> str:
        """The organisation this volunteer took her record of ``from_id`` to, or itself."""
        query = {"volunteer_id": volunteer_id, "from_id": from_id, "status": "accepted"}
        row = self._rows.find_one(query, {"to_id": 1}, sort=[("_id", DESCENDING)])
        return str(row["to_id"]) if row else from_id

    def of(self, volunteer_id: str) -> list[Document]:
        """A volunteer's transfers, the latest first."""
        return list(self._rows.find({"volunteer_id": volunteer_id}, _PLAIN).sort("_id", DESCENDING))

    def open_within(self, paths: Sequence[str], most: int) -> list[Document]:
        """Transfers that wait for a decision of organisations under ``paths``, the oldest first."""
        within = [{"to_path": {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
        if not within:
            return []
        query = {"status": "asked", "$or": within}
        return list(self._rows.find(query, _PLAIN, limit=most).sort("_id", ASCENDING))
