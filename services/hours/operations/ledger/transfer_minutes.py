"""Transfer time currency from one volunteer to another."""

from collections.abc import Sequence
from datetime import tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import TRANSFER, CurrencyJournal, volunteer_purse
from services.hours.domain.ledger.refusals import NoSuchReceiver, PurseFull, ToOneself
from services.hours.operations.ledger.move_minutes import move_minutes
from services.hours.operations.tell import tell_receiver
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.envelope import Event


def transfer_minutes(
    number: str,
    minutes: int,
    reason: str | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    zone: tzinfo,
) -> CurrencyJournal:
    """Give minutes, 1 or more, to the volunteer of this number, up to the cap of her purse.

    Nothing undoes it. The receiver is told. Raises ToOneself, NoSuchReceiver, PurseFull,
    PurseTooLow, PurseFrozen.
    """
    receiver = store.copies.numbered(number)
    if receiver is None or receiver["status"] != "active":
        raise NoSuchReceiver(field="number")
    if receiver["_id"] == by.volunteer_id:
        raise ToOneself(field="number")
    into = volunteer_purse(receiver["_id"])
    today = clock().astimezone(zone).date()
    cap = store.rules.book().value("cap_minutes", receiver["organisation_path"], today)

    def must_fit(session: ClientSession) -> None:
        room = cap - store.purses.find(into, session)["minutes"]
        if cap and minutes > room:
            raise PurseFull(minutes=max(0, room))

    def tell(journal: CurrencyJournal) -> Sequence[Event]:
        told = {"number": by.number, "minutes": minutes, "reason": reason}
        return [tell_receiver(journal, {"volunteer_id": receiver["_id"], **told})]

    lines = {volunteer_purse(by.volunteer_id): -minutes, into: minutes}
    return move_minutes(
        TRANSFER, lines, reason, by=by, store=store, clock=clock, check=must_fit, told=tell
    )
