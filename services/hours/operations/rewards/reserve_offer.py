"""Reserve a piece of an offer: it is paid at once, and waits to be fetched."""

from datetime import datetime, timedelta, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.journals import volunteer_account
from services.hours.domain.ledger.currency import REDEEM, entry, shop_purse, volunteer_purse
from services.hours.domain.rewards.shop import (
    RESERVED,
    NotEnoughService,
    NotForHer,
    PriceChanged,
    SoldOut,
    must_be_open,
    new_code,
    waits_until,
)
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_rewards import OfferReserved
from shared.ids import command_id
from shared.refusal import NotYet
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact


def reserve_offer(
    offer_id: str,
    minutes: int | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    zone: tzinfo,
) -> Document:
    """Return the reservation. Stock, purse and reservation are one transaction: the last piece
    goes to one person, and no purse below zero.

    ``minutes``: the price she was shown. Raises NotYet, NoSuchOffer, NotForHer, NotOnOffer,
    PriceChanged, NotEnoughService, SoldOut, PurseTooLow, PurseFrozen.
    """
    key, code = command_id(), new_code()
    person = store.copies.person(by.volunteer_id)
    if person is None:
        raise NotYet

    def write(session: ClientSession) -> Document:
        if before := store.reservations.find(key, session):
            return before
        offer, at = store.offers.get(offer_id, session), clock()
        _must_be_hers_to_have(offer, person, store)
        must_be_open(offer, at)
        if minutes not in (None, offer["minutes"]):
            raise PriceChanged(minutes=offer["minutes"])
        _must_have_served(person, at, store, zone, session)
        if not store.offers.move(offer_id, -1, session):
            raise SoldOut
        row = _reservation(key, code, offer, person, at, zone)
        _pay(row, store, session)
        return store.reservations.add(row, session)

    return store.transaction(write)


def _must_be_hers_to_have(offer: Document, person: Document, store: Store) -> None:
    if not person["organisation_path"].startswith(store.copies.path_of(offer)):
        raise NotForHer


def _must_have_served(
    person: Document, at: datetime, store: Store, zone: tzinfo, session: ClientSession
) -> None:
    """By the practice of 2012 nobody redeems who has not served 100 hours."""
    day = at.astimezone(zone).date()
    asked = store.rules.book().value("redeem_from", person["organisation_path"], day)
    key = volunteer_account(person["_id"])
    served = store.accounts.of([key], session).get(key, {}).get("minutes", 0)
    if served < asked:
        raise NotEnoughService(asked=asked, minutes=served)


def _reservation(
    key: str, code: str, offer: Document, person: Document, at: datetime, zone: tzinfo
) -> Document:
    until = waits_until(at, offer["keep_days"], zone)
    shared = {name: offer[name] for name in ("title", "place", "minutes")}
    told = {
        "volunteer_id": person["_id"],
        "reservation_id": key,
        **shared,
        "code": code,
        "last_day": (until - timedelta(days=1)).date().isoformat(),
    }
    return {
        "_id": key,
        "offer_id": offer["_id"],
        "organisation_id": offer["organisation_id"],
        "organisation_path": offer["organisation_path"],
        "volunteer_id": person["_id"],
        **shared,
        "code": code,
        "until": until,
        "at": at,
        "status": RESERVED,
        "handed": None,
        "back": None,
        FIELD: [fact(OfferReserved, key, told, at=at)],
    }


def _pay(row: Document, store: Store, session: ClientSession) -> None:
    hers, shop = volunteer_purse(row["volunteer_id"]), shop_purse(row["organisation_id"])
    paid = entry(
        f"redeem:{row['_id']}",
        REDEEM,
        {hers: -row["minutes"], shop: row["minutes"]},
        at=row["at"],
        by=row["volunteer_id"],
        reason=row["title"],
        refers=row["_id"],
    )
    post_currency([paid], store=store, session=session, at=row["at"])
