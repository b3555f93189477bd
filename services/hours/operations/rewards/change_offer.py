"""Change an offer: its words, its price, its times, or how many pieces there are."""

from typing import Any

from pymongo.client_session import ClientSession

from services.hours.domain.rewards.shop import SoldOut, must_open_first
from services.hours.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat, marking


def change_offer(
    offer_id: str, changes: dict[str, Any], more: int = 0, *, by: Identity, store: Store
) -> Document:
    """Return the offer; ``more``: pieces that came, below zero: that went. What was reserved keeps
    its price.

    Raises NoSuchOffer, OutOfScope, ClosesBeforeItOpens, SoldOut.
    """

    def write(session: ClientSession) -> Document:
        offer = store.offers.get(offer_id, session)
        by.must_reach("coordinator", store.copies.path_of(offer))
        if is_repeat(offer):
            return offer
        wanted = {**offer, **changes}
        must_open_first(wanted["opens_at"], wanted["closes_at"])
        writes: Document = {"$inc": {"stock": more}}
        if changes:
            writes["$set"] = changes
        if mark := marking():
            writes["$push"] = mark
        saved = store.offers.save(offer_id, writes, session, only={"stock": {"$gte": -more}})
        if saved is None:
            raise SoldOut(field="more")
        return saved

    return store.transaction(write)
