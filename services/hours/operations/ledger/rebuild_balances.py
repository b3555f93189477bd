"""Restore accounts, purses and the heads of chains from the journals and their pages."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.pages import Head
from services.hours.domain.ledger.refusals import RebuildRuns
from services.hours.store import Store
from services.hours.store.ledger import purse_sums
from services.hours.store.ledger.chains import BOOKS, HEADS, RECORD, Book
from services.hours.store.ledger.comparing import Difference
from services.hours.store.ledger.corrections import correct, set_head
from services.hours.store.ledger.reading import heads, last_pages
from services.hours.store.recount import Recounting
from shared.storage import leases

_LOT = 500
_NAME = "rebuild_balances"
_LEASE_SECONDS = 300.0
Tell = Callable[[str, int], object]


class Restored(NamedTuple):
    """One account, purse or head: what it said and what it says now."""

    book: str
    key: str
    before: dict[str, object] | None
    after: dict[str, object]


def rebuild_balances(
    *, store: Store, session: ClientSession, owner: str, dry: bool = False, tell: Tell
) -> Iterator[Restored]:
    """Correct what differs from the journals, and yield it; ``dry``: only yield.

    Both sides are read at one moment, that of the snapshot ``session``, so the bank may go on
    working. Cut off, it can be run again: what is right already is not touched. Verify the journals
    first: what they say is taken for true. ``tell`` hears the book and how much of it was read.
    Raises RebuildRuns.
    """
    mine = leases.holder(store.database, _NAME, owner, _LEASE_SECONDS)
    try:
        torn = list(_torn_heads(store, session))
        for book in BOOKS:
            found = _differences(store, book, session, tell)
            while lot := list(islice(found, _LOT)):
                if not mine():
                    raise RebuildRuns
                if not dry:
                    correct(store.database, book, lot)
                yield from (Restored(book.name, one.key, one.kept, {**one.counted}) for one in lot)
        for book, chain, before, after in torn:
            if not dry:
                set_head(store.database, book, chain, before, after)
            said = before._asdict() if before else None
            yield Restored(book.name, f"{HEADS}{chain}", said, after._asdict())
    finally:
        leases.release(store.database, _NAME, owner)


def _torn_heads(
    store: Store, session: ClientSession
) -> Iterator[tuple[Book, str, Head | None, Head]]:
    """Chains whose head is not their last page: as it is kept, as it should be."""
    for book in BOOKS:
        kept = heads(store.database, book, session)
        last = last_pages(store.database, book, session)
        for chain in sorted(kept.keys() | last.keys()):
            before, after = kept.get(chain), last.get(chain, Head())
            if before != after:
                yield book, chain, before, after


def _differences(
    store: Store, book: Book, session: ClientSession, tell: Tell
) -> Iterator[Difference]:
    def told(count: int) -> None:
        tell(book.name, count)

    if book is RECORD:
        return Recounting(store.database, session, told).differences()
    return purse_sums.differences(store.database, session, told)
