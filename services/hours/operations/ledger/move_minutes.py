"""What all commands of people do with time currency: one journal, once."""

from collections.abc import Callable, Mapping, Sequence

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import CurrencyJournal, entry
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.ids import command_id


def move_minutes(
    kind: str,
    lines: Mapping[str, int],
    reason: str | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    check: Callable[[ClientSession], None] = lambda _: None,
    told: Callable[[CurrencyJournal], Sequence[Event]] = lambda _: (),
) -> CurrencyJournal:
    """Write one journal and return it; a repeat of the command finds the one it wrote.

    ``check`` may refuse, within the transaction; ``told``: what is told of it, once.
    Raises PurseTooLow, PurseFrozen, TeamMayOnlyDonate.
    """
    at = clock()
    key = f"{kind}:{command_id()}"
    journal = entry(key, kind, lines, at=at, by=by.volunteer_id, reason=reason)
    events = told(journal)

    def write(session: ClientSession) -> CurrencyJournal:
        if before := store.currency_journals.find(key, session):
            return before
        check(session)
        post_currency([journal], store=store, session=session, at=at, events=events)
        return journal

    return store.transaction(write)
