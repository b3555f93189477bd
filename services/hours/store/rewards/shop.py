"""The collections ``offers`` and ``reservations``: what is offered for time currency, and who took
it.

offers         _id, organisation_id, organisation_path, title, description, place (where it is
               fetched), minutes (its price), stock (pieces left), keep_days (a reservation waits
               so long), opens_at, closes_at | None, by, at, commands
reservations   _id, offer_id, organisation_id, organisation_path, volunteer_id, title, place,
               minutes (paid), code (what the volunteer shows), until, at,
               status: reserved | handed_over | given_back,
               handed: None | {by, at}; back: None | {by (None: not fetched in time), at, reason},
               outbox, commands
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.rewards.shop import NoSuchOffer, NoSuchReservation
from services.hours.store.rewards.rows import Rows, indexes_by
from shared.storage.mongo import Db, Document
from shared.storage.outbox import outbox_index

OFFERS, RESERVATIONS = "offers", "reservations"
INDEXES = {
    OFFERS: indexes_by("organisation_id"),
    RESERVATIONS: [
        *indexes_by("organisation_id", "volunteer_id"),
        IndexModel(
            [("until", ASCENDING)],
            name="waiting",
            partialFilterExpression={"status": "reserved"},
        ),
        outbox_index(),
    ],
}


class Offers(Rows):
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        super().__init__(database, OFFERS, NoSuchOffer)

    def move(self, offer_id: str, pieces: int, session: ClientSession) -> bool:
        """Add pieces to the stock, or take them away; False where there are not so many."""
        enough = {"_id": offer_id, "stock": {"$gte": -pieces}}
        moved = self._rows.update_one(enough, {"$inc": {"stock": pieces}}, session=session)
        return moved.matched_count == 1


class Reservations(Rows):
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        super().__init__(database, RESERVATIONS, NoSuchReservation)

    def bearing(self, code: str, most: int) -> list[Document]:
        """Those that wait to be fetched under a code, the longest waiting first."""
        query: Document = {"status": "reserved", "code": code}
        found = self._rows.find(query, {"outbox": 0}, hint="waiting", limit=most)
        return list(found.sort("until", ASCENDING))

    def overdue(self, now: datetime, most: int) -> Sequence[str]:
        """Ids of reservations that nobody fetched in time."""
        query: Document = {"status": "reserved", "until": {"$lte": now}}
        found = self._rows.find(query, {"_id": 1}, hint="waiting").sort("until", ASCENDING)
        return [row["_id"] for row in found.limit(most)]
