"""Decline a back-entry, with a reason; nothing of it ever counted."""

from pymongo.client_session import ClientSession

from services.hours.domain.late.steps import must_be_another, must_be_open
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat, marking


def decline_back_entry(
    key: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """The declined back-entry; the same presence may be filed again.

    Raises NoSuchBackEntry, OutOfScope, OwnHours, NeedsSecondPerson, Settled.
    """
    entries = store.back_entries

    def write(session: ClientSession) -> Document:
        entry = entries.get(key, session)
        by.must_reach("coordinator", store.copies.path_of(entry))
        must_be_another(by.volunteer_id, entry, entry["filed_by"])
        if is_repeat(entry):
            return entry
        must_be_open(entry, "filed")
        decision = {"by": by.volunteer_id, "number": by.number, "reason": reason, "at": clock()}
        writes: Document = {
            "$set": {"status": "declined", "decision": decision},
            "$unset": {"standing": ""},
        }
        if mark := marking():
            writes["$push"] = mark
        return entries.save(key, writes, session)

    return store.transaction(write)
