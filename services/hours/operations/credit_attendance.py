"""Credit the minutes of attendances: the hour bank's one way in from the bus.

Idempotent by its own keys, so it needs no inbox: an attendance's latest revision stands in its
journals, and a repeat or an older revision finds it there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from itertools import zip_longest
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.chains import free_places, newer, touched
from services.hours.domain.claims import Claim, Impossible, claim_of
from services.hours.domain.days import Days
from services.hours.domain.findings.lines import trace_of
from services.hours.domain.journals import Journal, standing
from services.hours.domain.rules import Source
from services.hours.operations.allocate_all import allocate_all
from services.hours.operations.post_journals import Entry, post_journals
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.messaging.outcomes import Done, Outcome, Poison
from shared.storage.mongo import Document

_DONE = Done()


class Ahead(NamedTuple):
    """A claim that was read before its batch, and the rules it was read under."""

    source: Source
    claim: Claim


def read_ahead(event: Event, *, store: Store, zone: tzinfo) -> Ahead:
    """The claim of an event by the rules read last: no round trip. Raises Impossible."""
    source = store.rules.kept
    return Ahead(source, claim_of(event["data"], source, zone))


def credit_attendance(
    events: Sequence[Event],
    ahead: Sequence[Ahead | None] = (),
    *,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> list[Outcome]:
    """One transaction of five round trips; up to three more where claims meet older ones, and two
    where a day is over its limit. What phones told is kept beside it, where they did. ``ahead``:
    what ``read_ahead`` made of each event; it counts while its rules are those in force."""
    days = Days(store.rules.book(), zone)
    outcomes: list[Outcome] = []
    newest: dict[str, Claim] = {}
    requests: dict[str, str] = {}
    traces: list[Document] = []
    for event, early in zip_longest(events, ahead):
        try:
            claim = _claim(event, early, days)
        except Impossible as fault:
            outcomes.append(Poison(str(fault)))
            continue
        outcomes.append(_DONE)
        if trace := trace_of(event["data"]):
            traces.append(trace)
        rival = newest.get(claim.attendance_id)
        if rival is None or claim.revision > rival.revision:
            newest[claim.attendance_id] = claim
            requests[claim.volunteer_id] = event["requestid"]

    def write(session: ClientSession) -> None:
        at = clock()
        entries = _allocate(list(newest.values()), requests, days, store, session)
        post_journals(entries, store=store, session=session, settings=settings, zone=zone, at=at)

    if newest:
        store.transaction(write)
    store.traces.keep(traces)
    return outcomes


def _claim(event: Event, early: Ahead | None, days: Days) -> Claim:
    """Raises Impossible."""
    if early and early.source is days.source:
        return early.claim
    return claim_of(event["data"], days.source, days.zone)


def _allocate(
    claims: Sequence[Claim],
    requests: Mapping[str, str],
    days: Days,
    store: Store,
    session: ClientSession,
) -> list[Entry]:
    """What these claims change, person by person, given what is credited now."""
    seen = store.journals.glance(claims, session)
    fresh = newer(claims, seen)
    crowded = touched(fresh, seen, days)
    known = _look_closely(crowded, store, session) if crowded else []
    credited: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for one in standing(known):
        credited[one.volunteer_id][one.attendance_id] = one
    changes: defaultdict[str, dict[str, Claim | None]] = defaultdict(dict)
    for claim in newer(fresh, known):
        changes[claim.volunteer_id][claim.attendance_id] = claim
    places = free_places(known)
    found = allocate_all(changes, credited, days, store=store, session=session)
    return [Entry(person, one, places, requests[person]) for person, one in found.items()]


def _look_closely(
    claims: Sequence[Claim], store: Store, session: ClientSession
) -> Iterable[Journal]:
    """All that the claims may change. A correction may have moved an attendance by days: then
    the surroundings of what it leaves belong to it too."""
    known = {one["_id"]: one for one in store.journals.near(claims, session)}
    heard = {one["attendance_id"] for one in known.values()}
    if corrected := {one.attendance_id for one in claims} & heard:
        known |= {one["_id"]: one for one in store.journals.chains(corrected, session)}
        left = [one for one in standing(known.values()) if one.attendance_id in corrected]
        if left:
            known |= {one["_id"]: one for one in store.journals.near(left, session)}
    return known.values()
