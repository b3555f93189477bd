"""Freeze somebody's purse while something is looked into: nothing can be spent, credits go on."""

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import volunteer_purse
from services.hours.domain.notice.refusals import AlreadyFrozen, OwnPurse
from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import PurseFrozen
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marked


def freeze_purse(
    volunteer_id: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the freeze. The volunteer is told, with the reason.

    Raises NoSuchVolunteer, OutOfScope, OwnPurse, AlreadyFrozen.
    """
    person = somebody_elses(volunteer_id, by, store)

    def write(session: ClientSession) -> Document:
        return freeze_in(session, person, reason, by=by, store=store, clock=clock)

    return store.transaction(write)


def somebody_elses(volunteer_id: str, by: Identity, store: Store) -> Document:
    """Whose purse somebody freezes or frees: never her own. Raises NoSuchVolunteer, OutOfScope,
    OwnPurse."""
    person = store.copies.person(volunteer_id)
    if person is None:
        raise NoSuchVolunteer
    by.must_reach("coordinator", person["organisation_path"])
    if by.volunteer_id == volunteer_id:
        raise OwnPurse
    return person


def freeze_in(
    session: ClientSession,
    person: Document,
    reason: str,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    key: str | None = None,
) -> Document:
    """Freeze in the open transaction, rights being checked. Raises AlreadyFrozen.

    ``key``: its id, where one command freezes several purses.
    """
    last = store.freezes.last(person["_id"], session)
    if last and last["lifted"] is None:
        if is_repeat(last):
            return last
        raise AlreadyFrozen(reason=last["reason"])
    at = clock()
    freeze: Document = {
        "_id": key or command_id(),
        "volunteer_id": person["_id"],
        "organisation_path": person["organisation_path"],
        "by": by.volunteer_id,
        "reason": reason,
        "at": at,
        "lifted": None,
        **marked(),
    }
    told = fact(
        PurseFrozen, freeze["_id"], {"volunteer_id": person["_id"], "reason": reason}, at=at
    )
    store.freezes.add({**freeze, FIELD: [told]}, session)
    name = volunteer_purse(person["_id"])
    store.purses.freeze(name, by=by.volunteer_id, at=at, reason=reason, session=session)
    return freeze
