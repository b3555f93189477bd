"""Grant or decline a star somebody applied for."""

from datetime import datetime

from pymongo.client_session import ClientSession

from services.hours.domain.rewards.stars import (
    DECLINED,
    GRANTED,
    OPEN,
    ApplicationDecided,
    OwnApplication,
    WhyMissing,
)
from services.hours.operations.tell import tell_star
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.contracts.hours_rewards import StarDeclined
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, Fact, fact, seal
from shared.storage.repeats import is_repeat, marking


def decide_star(
    key: str, verdict: str, reason: str | None, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the application; the volunteer is told. ``verdict``: granted or declined.

    Raises NoSuchApplication, OutOfScope, OwnApplication, ApplicationDecided, WhyMissing.
    """

    def write(session: ClientSession) -> Document:
        row = store.star_applications.get(key, session)
        by.must_reach("coordinator", store.copies.path_of(row))
        must_not_be_hers(row, by)
        if is_repeat(row):
            return row
        if row["status"] != OPEN:
            raise ApplicationDecided
        if verdict == DECLINED and not reason:
            raise WhyMissing(field="reason")
        at = clock()
        decision = {"by": by.volunteer_id, "at": at, "reason": reason}
        writes: Document = {
            "$set": {"status": verdict, "decision": decision},
            "$unset": {"standing": ""},
            "$push": {FIELD: _told(row, verdict, reason or "", at), **marking()},
        }
        return store.star_applications.save(key, writes, session) or row

    return store.transaction(write)


def must_not_be_hers(row: Document, by: Identity) -> None:
    """Nobody decides about her own star. Raises OwnApplication."""
    if row["volunteer_id"] == by.volunteer_id:
        raise OwnApplication


def _told(row: Document, verdict: str, reason: str, at: datetime) -> Fact:
    """``star_reached`` has the same id as if the star had come by itself: it is told once."""
    who, star = row["volunteer_id"], row["star"]
    if verdict == GRANTED:
        return seal([tell_star(who, star, row["minutes"], at, request_id.get())])[0]
    data = {"volunteer_id": who, "star": star, "reason": reason}
    return fact(StarDeclined, row["_id"], data, at=at)
