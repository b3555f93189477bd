"""Approve a back-entry: a second person looks at its proof, and its minutes count."""

from datetime import datetime, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.domain.late.evidence import claim_of_back_entry
from services.hours.domain.late.refusals import BackEntryOff, ProofMissing
from services.hours.domain.late.steps import must_be_another, must_be_open
from services.hours.operations.allocate_all import Changes, allocate_all
from services.hours.operations.late.file_back_entry import rules_of
from services.hours.operations.post_journals import Entry, post_journals
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat, marking


def approve_back_entry(
    key: str,
    proof_sha256: str | None = None,
    *,
    by: Identity,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """The approved back-entry. State, journals and events are one transaction.

    ``proof_sha256``: of the file the approver has seen. Raises NoSuchBackEntry, OutOfScope,
    OwnHours, NeedsSecondPerson, Settled, BackEntryOff, ProofMissing, Changed.
    """
    entries = store.back_entries

    def write(session: ClientSession) -> Document:
        entry = entries.get(key, session)
        by.must_reach("coordinator", store.copies.path_of(entry))
        must_be_another(by.volunteer_id, entry, entry["filed_by"])
        if is_repeat(entry):
            return entry
        _must_be_ready(entry, proof_sha256, store, zone)
        at = clock()
        decision = {"by": by.volunteer_id, "number": by.number, "reason": None, "at": at}
        approved = {"status": "approved", "decision": decision}
        writes: Document = {"$set": approved}
        if mark := marking():
            writes["$push"] = mark
        saved = entries.save(key, writes, session)
        credit_back_entry(saved, store=store, session=session, settings=settings, zone=zone, at=at)
        return saved

    return store.transaction(write)


def _must_be_ready(entry: Document, proof_sha256: str | None, store: Store, zone: tzinfo) -> None:
    """Raises Settled, BackEntryOff, ProofMissing, Changed."""
    must_be_open(entry, "filed")
    if not rules_of(entry, store, zone).back_entry_allowed:
        raise BackEntryOff
    if entry["proof"] is None:
        raise ProofMissing
    if proof_sha256 not in (None, entry["proof"]["sha256"]):
        raise Changed


def credit_back_entry(
    entry: Document,
    *,
    store: Store,
    session: ClientSession,
    settings: HoursSettings,
    zone: tzinfo,
    at: datetime,
) -> None:
    """Credit an approved back-entry in the open transaction, as any attendance is: what it shares
    with others counts once."""
    days = Days(store.rules.book(), zone)
    claim = claim_of_back_entry(entry, days.source, zone)
    person = claim.volunteer_id
    near = standing(store.journals.near([claim], session))
    hers = {one.attendance_id: one for one in near if one.volunteer_id == person}
    new: Changes = {person: {claim.attendance_id: claim}}
    found = allocate_all(new, {person: hers}, days, store=store, session=session)
    posted = [Entry(person, found[person], {}, request_id.get())]
    post_journals(posted, store=store, session=session, settings=settings, zone=zone, at=at)
