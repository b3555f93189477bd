"""Take a wrong credit back, with a reason. What it shared with others is counted anew."""

from datetime import datetime, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.days import Days
from services.hours.domain.journals import Journal, claim_from, entry_of, journal_id, standing
from services.hours.domain.refusals import AlreadyReversed, NoSuchJournal, NotACredit, OwnHours
from services.hours.operations.allocate_all import Changes, allocate_all
from services.hours.operations.post_journals import Entry, post_journals
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.storage.repeats import is_repeat


def reverse_journal(
    key: str,
    reason: str,
    *,
    by: Identity,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> Journal:
    """Write the reversal of the credit ``key`` and return it.

    A later correction of the attendance credits it anew. Raises NoSuchJournal, OutOfScope,
    OwnHours, NotACredit, AlreadyReversed.
    """

    def write(session: ClientSession) -> Journal:
        journal = store.journals.find(key, session)
        if journal is None:
            raise NoSuchJournal
        must_be_hers_to_reverse(journal, by, store)
        chain = store.journals.chains([journal["attendance_id"]], session)
        if before := next((one for one in chain if one.get("reverses") == key), None):
            if is_repeat(before):
                return before
            raise AlreadyReversed
        return reverse_in(
            session, journal, reason, store=store, settings=settings, zone=zone, at=clock()
        )

    return store.transaction(write)


def reverse_in(
    session: ClientSession,
    journal: Journal,
    reason: str,
    *,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    at: datetime,
) -> Journal:
    """Reverse a credit that stands, in the open transaction; returns the reversal."""
    claim = claim_from(journal)
    person = claim.volunteer_id
    near = standing(store.journals.near([claim], session))
    hers = {one.attendance_id: one for one in near if one.volunteer_id == person}
    # Of an attendance that was moved by days only its first credit may be near, long reversed.
    hers[claim.attendance_id] = claim
    days = Days(store.rules.book(), zone)
    taken: Changes = {person: {claim.attendance_id: None}}
    found = allocate_all(taken, {person: hers}, days, store=store, session=session)
    entry = Entry(person, found[person], {}, request_id.get(), reason)
    written = post_journals(
        [entry], store=store, session=session, settings=settings, zone=zone, at=at
    )
    own = journal_id(claim.attendance_id, entry_of(journal) + 1)
    return next(one for one in written if one["_id"] == own)


def must_be_hers_to_reverse(journal: Journal, by: Identity, store: Store) -> None:
    """Raises OutOfScope, OwnHours, NotACredit."""
    organisation = store.copies.organisation(journal["organisation_id"])
    by.must_reach("coordinator", (organisation or {"path": journal["organisation_path"]})["path"])
    if journal["volunteer_id"] == by.volunteer_id:
        raise OwnHours
    if journal["kind"] != "credit" or journal["void"]:
        raise NotACredit
