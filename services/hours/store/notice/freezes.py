"""The collection ``freezes``: when somebody's purse was frozen, by whom, why, and when no more.

_id            of the command that froze it
volunteer_id, organisation_path
by, reason, at
lifted         {by, reason, at}, or None while the purse is frozen
outbox, commands
"""

from collections.abc import Sequence

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, outbox_index

COLLECTION = "freezes"
INDEXES = [
    IndexModel([("volunteer_id", ASCENDING), ("at", DESCENDING)], name="volunteer"),
    IndexModel(
        [("volunteer_id", ASCENDING)],
        name="one_at_a_time",
        unique=True,
        partialFilterExpression={"lifted": None},
    ),
    outbox_index(),
]
_PLAIN = {FIELD: 0}


class Freezes:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def last(self, volunteer_id: str, session: ClientSession | None = None) -> Document | None:
        """The latest freeze of somebody's purse, lifted or not."""
        order = [("at", DESCENDING), ("_id", DESCENDING)]
        found = {"volunteer_id": volunteer_id}
        return self._rows.find_one(found, _PLAIN, sort=order, session=session)

    def standing(self, paths: Sequence[str], most: int) -> list[Document]:
        """Purses of people under ``paths`` that are frozen now, the latest first."""
        # "0" follows "/": the range holds all that begins with the path.
        within = [{"organisation_path": {"$gte": one, "$lt": one[:-1] + "0"}} for one in paths]
        if not within:
            return []
        query = {"lifted": None, "$or": within}
        return list(self._rows.find(query, _PLAIN, limit=most).sort("at", DESCENDING))

    def add(self, freeze: Document, session: ClientSession) -> None:
        self._rows.insert_one(freeze, session=session)

    def save(self, freeze: Document, writes: Document, session: ClientSession) -> None:
        """Write how it ended."""
        self._rows.update_one({"_id": freeze["_id"]}, writes, session=session)
