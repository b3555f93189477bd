"""Write journals of the time currency: the one road into its book."""

from collections.abc import Sequence
from datetime import datetime

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import CurrencyJournal
from services.hours.domain.ledger.drawing import draw
from services.hours.store import Store
from shared.contracts.envelope import Event

LARGEST_LOT = 5_000


def post_currency(
    journals: Sequence[CurrencyJournal],
    *,
    store: Store,
    session: ClientSession,
    at: datetime,
    events: Sequence[Event] = (),
) -> list[CurrencyJournal]:
    """Write the journals that do not stand yet, in the caller's transaction; returns those.

    Four round trips. A repeat is known by its ``_id`` and writes nothing; ``events`` go out with
    what is written, and not at all when nothing is. What is drawn is checked against the purses as
    this transaction sees them, and whoever draws from one of them at the same time meets it there:
    the later one runs again. Raises PurseTooLow, PurseFrozen, TeamMayOnlyDonate; ValueError for a
    lot of more than LARGEST_LOT journals.
    """
    if len(journals) > LARGEST_LOT:
        raise ValueError(f"{len(journals)} journals in one lot")
    lot: dict[str, CurrencyJournal] = {}
    for one in journals:
        lot.setdefault(one["_id"], one)
    known = store.currency_journals.known(list(lot), session) if lot else set()
    fresh = [one for key, one in lot.items() if key not in known]
    if not fresh:
        return []
    names = {line["purse"] for one in fresh for line in one["lines"]}
    purses = store.purses.of(sorted(names), session)
    moved = draw(fresh, purses)
    page = store.currency_journals.append(fresh, purses, events, at, session)
    store.purses.add(moved, page, session)
    return fresh
