"""Hand reserved goods over to the volunteer who shows their code."""

from pymongo.client_session import ClientSession

from services.hours.domain.rewards.shop import (
    HANDED_OVER,
    RESERVED,
    NotReserved,
    OwnReservation,
    WrongCode,
    same_code,
)
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_rewards import OfferFetched
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


def hand_over(
    reservation_id: str, code: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the reservation. ``code``: what the volunteer shows.

    Raises NoSuchReservation, OutOfScope, OwnReservation, NotReserved, WrongCode.
    """

    def write(session: ClientSession) -> Document:
        row = store.reservations.get(reservation_id, session)
        by.must_reach("organiser", store.copies.path_of(row))
        if row["volunteer_id"] == by.volunteer_id:
            raise OwnReservation
        if is_repeat(row):
            return row
        at = clock()
        if row["status"] != RESERVED:
            raise NotReserved
        if not same_code(row["code"], code):
            raise WrongCode(field="code")
        names = ("volunteer_id", "title", "place", "minutes")
        told = {"reservation_id": row["_id"], **{name: row[name] for name in names}}
        writes: Document = {
            "$set": {"status": HANDED_OVER, "handed": {"by": by.volunteer_id, "at": at}},
            "$push": {
                FIELD: fact(OfferFetched, reservation_id, told, at=at),
                **marking(),
            },
        }
        return store.reservations.save(reservation_id, writes, session) or row

    return store.transaction(write)
