"""Put fresh credits in public notice, and take back the currency of those that were reversed.

Follows the pages of the record in their order. Dying anywhere is harmless: a page is done again,
and what stands already stays.
"""

from datetime import tzinfo
from functools import partial

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal
from services.hours.domain.ledger.earning import unearned
from services.hours.domain.ledger.pages import Page
from services.hours.domain.notice.lots import lots_of
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from services.hours.store.ledger.chains import RECORD
from shared.clock import Clock

PAGES_A_ROUND = 50


def list_credits(*, store: Store, clock: Clock, zone: tzinfo) -> int:
    """One round over all chains of the record; returns how many pages were followed."""
    chains = [name for name in store.seals.heads() if name.startswith(f"{RECORD.name}:")]
    return sum(_follow(chain, store, clock, zone) for chain in chains)


def _follow(chain: str, store: Store, clock: Clock, zone: tzinfo) -> int:
    pages = store.notices.pages(chain, PAGES_A_ROUND)
    for page in pages:
        journals = store.notices.on(page)
        _list(page, journals, store, zone)
        for one in journals:
            if one["kind"] == "reversal":
                store.notices.strike(one["reverses"])
                store.transaction(partial(_unearn, one, store, clock))
        store.notices.follow(page)
    return len(pages)


def _list(page: Page, journals: list[Journal], store: Store, zone: tzinfo) -> None:
    """A credit that is reversed on the same page needs no notice."""
    reversed_ids = {one["reverses"] for one in journals if one["kind"] == "reversal"}
    fresh = [one for one in journals if one["_id"] not in reversed_ids]
    store.notices.open(lots_of(page, fresh, store.rules.book(), store.calendar.days(), zone))


def _unearn(reversal: Journal, store: Store, clock: Clock, session: ClientSession) -> None:
    """What its credit earned already; a credit that is settled later is found reversed then."""
    key = reversal["reverses"]
    earn = store.currency_journals.find(f"earn:{key}", session)
    if earn is None:
        return
    cap = store.currency_journals.find(f"cap:{key}", session)
    at = clock()
    taken = unearned(earn, reversal["reason"], at, cap)
    post_currency([taken], store=store, session=session, at=at)
