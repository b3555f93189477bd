"""Let credits whose notice is over earn time currency.

A line under objection stays until it is decided. What passes the cap of a purse goes to the pool
of its owner's organisation in the same lot.
"""

from datetime import datetime, tzinfo
from functools import partial

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal, entry_of, journal_id
from services.hours.domain.ledger.currency import CurrencyJournal, volunteer_purse
from services.hours.domain.ledger.earning import capped, earned, excess
from services.hours.domain.notice.lots import Lot, earns
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from shared.clock import Clock

LOTS_A_ROUND = 50


def settle_notices(*, store: Store, clock: Clock, zone: tzinfo) -> int:
    """One round; returns how many lots were looked at."""
    now = clock()
    due = store.notices.due(now, LOTS_A_ROUND)
    for lot_id in due:
        store.transaction(partial(_settle, lot_id, store, zone, now))
    return len(due)


def _settle(lot_id: str, store: Store, zone: tzinfo, now: datetime, session: ClientSession) -> None:
    lot = store.notices.find(lot_id, session)
    if lot is None:
        return
    held = [line for line in lot["lines"] if line["held"]]
    keys = [line["journal_id"] for line in lot["lines"] if not line["held"]]
    if keys:
        credits_ = _standing(keys, store, session)
        journals = _earn(lot, credits_, store, zone, now, session)
        post_currency(journals, store=store, session=session, at=now)
    store.notices.close(lot, held, session)


def _standing(keys: list[str], store: Store, session: ClientSession) -> list[Journal]:
    """Those of these credits that were not reversed: a reversal has the next place in the chain."""
    after = {_reversal_of(key): key for key in keys}
    found = store.notices.journals([*keys, *after], session)
    gone = {after[one["_id"]] for one in found if one["_id"] in after}
    return [one for one in found if one["_id"] not in after and one["_id"] not in gone]


def _reversal_of(key: str) -> str:
    return journal_id(key.rpartition("-")[0], entry_of({"_id": key}) + 1)


def _earn(
    lot: Lot,
    credits_: list[Journal],
    store: Store,
    zone: tzinfo,
    now: datetime,
    session: ClientSession,
) -> list[CurrencyJournal]:
    """What these credits earn and what of it passes the caps, purse by purse."""
    book = store.rules.book()
    today = now.astimezone(zone).date()
    people = store.copies.people({one["volunteer_id"] for one in credits_}, session)
    purses = store.purses.of([volunteer_purse(key) for key in people], session)
    known = store.currency_journals.known([f"earn:{one['_id']}" for one in credits_], session)
    holds = {name: purse.get("minutes", 0) for name, purse in purses.items()}
    journals = []
    for credit in credits_:
        minutes = earns(credit, book, zone)
        if not minutes or f"earn:{credit['_id']}" in known:
            continue
        name = volunteer_purse(credit["volunteer_id"])
        home = people.get(credit["volunteer_id"]) or lot
        cap = book.rules_for(home["organisation_path"], today).cap_minutes
        over = excess(holds.get(name, 0), minutes, cap)
        journals.append(earn := earned(credit, minutes, now))
        if over:
            journals.append(capped(earn, over, home["organisation_id"], now))
        holds[name] = holds.get(name, 0) + minutes - over
    return journals
