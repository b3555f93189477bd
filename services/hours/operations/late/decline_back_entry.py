"""Decline a back-entry, with a reason; nothing of it ever counted."""

from datetime import datetime

from pymongo.client_session import ClientSession

from services.hours.domain.late.steps import must_be_another, must_be_open
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import BackEntryDeclined
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, Fact, fact
from shared.storage.repeats import is_repeat, marking


def decline_back_entry(
    key: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """The declined back-entry; the same presence may be filed again. Who filed it is told why.

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
        at = clock()
        decision = {"by": by.volunteer_id, "number": by.number, "reason": reason, "at": at}
        writes: Document = {
            "$set": {"status": "declined", "decision": decision},
            "$unset": {"standing": ""},
            "$push": {FIELD: {"$each": [_told(entry, reason, at, store)]}, **marking()},
        }
        return entries.save(key, writes, session)

    return store.transaction(write)


def _told(entry: Document, reason: str, at: datetime, store: Store) -> Fact:
    person = store.copies.person(entry["volunteer_id"]) or {}
    data = {
        "volunteer_id": entry["filed_by"],
        "back_entry_id": entry["_id"],
        **{name: entry[name] for name in ("activity_id", "activity_title")},
        **{name: entry[name].isoformat() for name in ("check_in_at", "check_out_at")},
        "number": person.get("number", "—"),
        "reason": reason,
    }
    return fact(BackEntryDeclined, entry["_id"], data, at=at)
