"""File a back-entry: hours of somebody who was there and could not check in."""

from datetime import tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.late.presence import (
    Presence,
    about,
    must_be_over,
    must_lie_within,
    must_not_be_longer,
)
from services.hours.domain.late.refusals import BackEntryOff, NoSuchShift
from services.hours.domain.refusals import NoSuchVolunteer, OwnHours
from services.hours.domain.rules import Rules
from services.hours.domain.times import local, minute_of
from services.hours.operations.late.make_room import make_room
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.repeats import marked


def file_back_entry(
    presence: Presence, reason: str, *, by: Identity, store: Store, zone: tzinfo, clock: Clock
) -> Document:
    """Return the back-entry; the same presence filed again meets the one that stands.

    Raises NoSuchShift, OutOfScope, OwnHours, NoSuchVolunteer, BackEntryOff and what
    domain/late/presence.py raises.
    """
    activity = _in_scope(presence, by, store)

    def look(session: ClientSession) -> Document | None:
        return make_room(presence.key, store=store, session=session)

    if before := store.transaction(look):
        return before
    record, now = about(activity, presence), clock()
    rules = rules_of(record, store, zone)
    if not rules.back_entry_allowed:
        raise BackEntryOff
    must_be_over(activity, now)
    must_lie_within(record, rules, now=now, zone=zone)
    must_not_be_longer(record)
    who = {"filed_by": by.volunteer_id, "filed_number": by.number, "filed_at": now}
    state = {"status": "filed", "standing": presence.key, "proof": None, "decision": None}
    row = {"_id": command_id(), **record, "reason": reason, **who, **state, **marked()}
    return store.back_entries.add(row)


def _in_scope(presence: Presence, by: Identity, store: Store) -> Document:
    """The activity. Raises NoSuchShift, OutOfScope, OwnHours, NoSuchVolunteer."""
    activity = store.copies.activity_of(presence.shift_id)
    if activity is None:
        raise NoSuchShift(field="shift_id")
    by.must_reach("organiser", store.copies.path_of(activity))
    if presence.volunteer_id == by.volunteer_id:
        raise OwnHours(field="volunteer_id")
    if store.copies.person(presence.volunteer_id) is None:
        raise NoSuchVolunteer(field="volunteer_id")
    return activity


def rules_of(record: Document, store: Store, zone: tzinfo) -> Rules:
    """The rules of its organisation on the local day its shift began."""
    day = local(minute_of(record["shift_start"]), zone)[0]
    return store.rules.book().rules_for(record["organisation_path"], day)
