"""Take a wrong credit back, with a reason. What it shared with others is counted anew."""

from datetime import tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.allocation import allocate
from services.hours.domain.journals import Journal, claim_from, entry_of, journal_id, standing
from services.hours.domain.refusals import AlreadyReversed, NoSuchJournal, NotACredit, OwnHours
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
        _must_be_hers_to_reverse(journal, by, store)
        claim = claim_from(journal)
        chain = store.journals.chains([claim.attendance_id], session)
        if before := next((one for one in chain if one.get("reverses") == key), None):
            if is_repeat(before):
                return before
            raise AlreadyReversed
        near = standing(store.journals.near([claim], session))
        hers = {one.attendance_id: one for one in near if one.volunteer_id == claim.volunteer_id}
        allocation = allocate({claim.attendance_id: None}, hers)
        entry = Entry(claim.volunteer_id, allocation, {}, request_id.get(), reason)
        written = post_journals(
            [entry], store=store, session=session, settings=settings, zone=zone, at=clock()
        )
        own = journal_id(claim.attendance_id, entry_of(journal) + 1)
        return next(one for one in written if one["_id"] == own)

    return store.transaction(write)


def _must_be_hers_to_reverse(journal: Journal, by: Identity, store: Store) -> None:
    organisation = store.copies.organisation(journal["organisation_id"])
    by.must_reach("coordinator", (organisation or {"path": journal["organisation_path"]})["path"])
    if journal["volunteer_id"] == by.volunteer_id:
        raise OwnHours
    if journal["kind"] != "credit" or journal["void"]:
        raise NotACredit
