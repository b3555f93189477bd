"""Decide a request for correction that was checked: accepted, it becomes what it asks for.

Where an attendance stands, activities corrects it and the credit follows by itself. Where nothing
stands, it becomes a back-entry of these two persons; where a back-entry stands, another one takes
its place.
"""

from datetime import datetime, tzinfo
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.late.corrections import Verdict, must_differ, told
from services.hours.domain.late.presence import must_lie_within, must_not_be_longer
from services.hours.domain.late.refusals import NotCheckedYet
from services.hours.domain.late.steps import must_be_another, must_be_open
from services.hours.operations.late.enter_correction import enter_correction
from services.hours.operations.late.file_back_entry import rules_of
from services.hours.operations.late.file_correction import last_of, must_be_empty
from services.hours.operations.reverse_journal import reverse_in
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import CorrectionAccepted, CorrectionDecided
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


class Means(NamedTuple):
    """What a decision works with, in one transaction."""

    store: Store
    settings: HoursSettings
    zone: tzinfo
    at: datetime
    session: ClientSession


def decide_correction(
    key: str,
    verdict: Verdict,
    *,
    by: Identity,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """The decided request, in one transaction with all that follows from it here.

    Raises NoSuchCorrection, OutOfScope, OwnHours, NeedsSecondPerson, NotCheckedYet, Settled,
    NothingToCorrect, SomethingStands, BackEntryWaits and what domain/late/presence.py raises.
    """

    def write(session: ClientSession) -> Document:
        request = store.corrections.get(key, session)
        by.must_reach("coordinator", store.copies.path_of(request))
        must_be_another(by.volunteer_id, request, (request["check"] or {}).get("by"))
        if is_repeat(request):
            return request
        if request["status"] == "filed":
            raise NotCheckedYet
        must_be_open(request, "checked")
        means = Means(store, settings, zone, clock(), session)
        return _decide(request, verdict, by, means)

    return store.transaction(write)


def _decide(request: Document, verdict: Verdict, by: Identity, means: Means) -> Document:
    at, key, said = means.at, request["_id"], "accepted" if verdict.accepted else "declined"
    decision = {"by": by.volunteer_id, "number": by.number, "reason": verdict.reason, "at": at}
    decided: Document = {"status": said, "decision": decision}
    events = []
    if verdict.accepted:
        decided["check_in_at"] = verdict.check_in_at or request["check_in_at"]
        decided["check_out_at"] = verdict.check_out_at or request["check_out_at"]
        request = {**request, **decided}
        if entry := _carry_out(request, means):
            decided["back_entry_id"] = entry["_id"]
        else:
            who = {"decided_by": by.volunteer_id, "reason": verdict.reason}
            data = told(request, request["volunteer_id"]) | who
            data["attendance_id"] = request["attendance_id"]
            events.append(fact(CorrectionAccepted, key, data, at=at))
    data = told(request, request["volunteer_id"]) | {"verdict": said, "reason": verdict.reason}
    events.append(fact(CorrectionDecided, key, data, at=at))
    writes = {
        "$set": decided,
        "$unset": {"standing": ""},
        "$push": {FIELD: {"$each": events}, **marking()},
    }
    return means.store.corrections.save(key, writes, means.session)


def _carry_out(request: Document, means: Means) -> Document | None:
    """The back-entry it becomes; None: an attendance stands, which activities corrects."""
    store, zone, session = means.store, means.zone, means.session
    key = request["attendance_id"]
    last = last_of(key, store, session) if key else None
    stands = last is not None and last["kind"] == "credit"
    stood = (last["check_in_at"], last["check_out_at"]) if last and stands else ()
    rules = rules_of(request, store, zone)
    must_lie_within(request, rules, now=means.at, zone=zone, stood=stood)
    if last and stands:
        must_differ(request, last)
        if "evidence" not in last:
            return None
        why = request["decision"]["reason"]
        reverse_in(session, last, why, store=store, settings=means.settings, zone=zone, at=means.at)
    must_not_be_longer(request)
    if last is None:
        must_be_empty(request, store, session)
    return enter_correction(
        request,
        store=store,
        settings=means.settings,
        zone=zone,
        at=means.at,
        session=session,
    )
