"""The collection ``certificates``; domain/certificates/certificate.py names the fields.

What a certificate says never changes. What becomes of it does: ``superseded_at``, ``revoked``,
``outbox`` with the facts about it that are on their way, ``commands`` (shared/storage/repeats.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.certificates.certificate import Certificate
from shared.storage.mongo import Db, Document
from shared.storage.outbox import FIELD, Fact, outbox_index
from shared.storage.repeats import marking

COLLECTION = "certificates"
INDEXES = [
    IndexModel(
        [("volunteer_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)], name="holders"
    ),
    IndexModel([("attendances", ASCENDING)], name="attendances"),
    outbox_index(),
]
_PLAIN = {FIELD: 0, "attendances": 0}
_SHORT = {**_PLAIN, "services": 0, "text": 0}


class Issued:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def add(self, certificates: Sequence[Certificate], session: ClientSession) -> None:
        """Write new ones. Raises BulkWriteError when a number is taken."""
        self._rows.insert_many(certificates, session=session)

    def find(self, number: str) -> Certificate | None:
        return self._rows.find_one({"_id": number}, _PLAIN)

    def made_by(self, command: str, volunteer_id: str) -> list[Certificate]:
        """What a command of hers made before."""
        mine = {"volunteer_id": volunteer_id, "command": command}
        return list(self._rows.find(mine, _PLAIN).sort("_id", ASCENDING))

    def of(
        self, volunteer_id: str, after: tuple[datetime, str] | None, most: int
    ) -> list[Certificate]:
        """A person's, the newest first, without their lines; ``after``: the last row had before."""
        query: Document = {"volunteer_id": volunteer_id}
        if after:
            at, number = after
            query["$or"] = [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": number}}]
        order = [("at", DESCENDING), ("_id", DESCENDING)]
        return list(self._rows.find(query, _SHORT, limit=most).sort(order))

    def resting_on(self, attendances: Iterable[str]) -> list[Certificate]:
        """Those that rest on any of these attendances and were not superseded yet."""
        query = {"attendances": {"$in": list(attendances)}, "superseded_at": None}
        return list(self._rows.find(query, {FIELD: 0, "text": 0}))

    def supersede(self, number: str, since: datetime, fact: Fact) -> bool:
        """Note that it stands no more and what its holder is told of it; False: noted before."""
        return self._change({"_id": number, "superseded_at": None}, {"superseded_at": since}, fact)

    def revoke(self, number: str, revoked: Mapping[str, object], fact: Fact) -> bool:
        """Take it back; False: that was done before."""
        return self._change({"_id": number, "revoked": None}, {"revoked": revoked}, fact)

    def _change(self, found: Document, values: Document, fact: Fact) -> bool:
        change = {"$set": values, "$push": {FIELD: fact, **marking()}}
        return self._rows.update_one(found, change).modified_count == 1
