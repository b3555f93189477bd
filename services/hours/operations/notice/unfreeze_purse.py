"""Let a frozen purse be used again. It takes another person than the one who froze it."""

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import volunteer_purse
from services.hours.domain.notice.refusals import FrozeItHerself, NotFrozen
from services.hours.operations.notice.freeze_purse import somebody_elses
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import PurseUnfrozen
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


def unfreeze_purse(
    volunteer_id: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the freeze that is lifted now. The volunteer is told.

    Raises NoSuchVolunteer, OutOfScope, OwnPurse, FrozeItHerself, NotFrozen.
    """
    somebody_elses(volunteer_id, by, store)

    def write(session: ClientSession) -> Document:
        last = store.freezes.last(volunteer_id, session)
        if last is None or last["lifted"] is not None:
            if last and is_repeat(last):
                return last
            raise NotFrozen
        if last["by"] == by.volunteer_id:
            raise FrozeItHerself
        return _lift(last, reason, by, store, clock, session)

    return store.transaction(write)


def _lift(
    freeze: Document,
    reason: str,
    by: Identity,
    store: Store,
    clock: Clock,
    session: ClientSession,
) -> Document:
    at = clock()
    lifted = {"lifted": {"by": by.volunteer_id, "reason": reason, "at": at}}
    told = fact(
        PurseUnfrozen,
        freeze["_id"],
        {"volunteer_id": freeze["volunteer_id"], "reason": reason},
        at=at,
    )
    pushed = {FIELD: {"$each": [told]}, **marking()}
    store.freezes.save(freeze, {"$set": lifted, "$push": pushed}, session)
    store.purses.unfreeze(volunteer_purse(freeze["volunteer_id"]), session)
    return {**freeze, **lifted}
