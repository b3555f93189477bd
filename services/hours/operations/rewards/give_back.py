"""Give reserved or fetched goods back: the piece is in stock again, the minutes in the purse."""

from datetime import datetime

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import GIVE_BACK, entry, shop_purse, volunteer_purse
from services.hours.domain.rewards.shop import (
    GIVEN_BACK,
    HANDED_OVER,
    RESERVED,
    NotReserved,
    OwnReservation,
    ReasonMissing,
)
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_rewards import OfferReturned
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


def give_back(
    reservation_id: str, reason: str | None = None, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the reservation: by the volunteer until it is handed over, by a coordinator also
    afterwards, with a reason and never her own.

    Raises NoSuchReservation, OutOfScope, OwnReservation, ReasonMissing, NotReserved.
    """

    def write(session: ClientSession) -> Document:
        row = store.reservations.get(reservation_id, session)
        hers = row["volunteer_id"] == by.volunteer_id
        if not hers:
            by.must_reach("coordinator", store.copies.path_of(row))
        if is_repeat(row):
            return row
        if hers and row["status"] == HANDED_OVER:
            raise OwnReservation
        if not hers and not reason:
            raise ReasonMissing(field="reason")
        return return_goods(row, by.volunteer_id, reason, clock(), store=store, session=session)

    return store.transaction(write)


def return_goods(
    row: Document,
    by: str | None,
    reason: str | None,
    at: datetime,
    *,
    store: Store,
    session: ClientSession,
) -> Document:
    """Give back in the open transaction; ``by`` None: nobody fetched it. Raises NotReserved."""
    if row["status"] not in (RESERVED, HANDED_OVER):
        raise NotReserved
    hers, shop = volunteer_purse(row["volunteer_id"]), shop_purse(row["organisation_id"])
    lines = {hers: row["minutes"], shop: -row["minutes"]}
    key = f"give_back:{row['_id']}"
    back = entry(key, GIVE_BACK, lines, at=at, by=by, reason=row["title"], refers=row["_id"])
    post_currency([back], store=store, session=session, at=at)
    store.offers.move(row["offer_id"], 1, session)
    names = ("volunteer_id", "title", "place", "minutes")
    told = {"reservation_id": row["_id"], **{name: row[name] for name in names}, "reason": reason}
    writes: Document = {
        "$set": {"status": GIVEN_BACK, "back": {"by": by, "at": at, "reason": reason}},
        "$push": {FIELD: fact(OfferReturned, row["_id"], told, at=at), **marking()},
    }
    return store.reservations.save(row["_id"], writes, session) or row
