"""Write what was allocated: journals, the accounts they change and what the others are told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.allocation import Allocation, Posting
from services.hours.domain.journals import (
    Journal,
    entry_of,
    journals_of,
    reason_of,
    volunteer_account,
)
from services.hours.domain.late.evidence import back_minutes_of
from services.hours.domain.rewards.stars import may_differ
from services.hours.domain.stars import new_stars
from services.hours.operations.tell import tell_correction, tell_credit, tell_star
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.store.accounts import Change
from shared.contracts.envelope import Event
from shared.storage.mongo import Document


@dataclass(slots=True)
class Entry:
    """One person's allocation and what it needs to be written."""

    volunteer_id: str
    allocation: Allocation
    free: Mapping[str, int]
    """The first free place in the chain of an attendance; 0 where none is named."""
    request_id: str
    reason: str | None = None
    """Why a coordinator takes a credit back."""


def post_journals(
    entries: Sequence[Entry],
    *,
    store: Store,
    session: ClientSession,
    settings: HoursSettings,
    zone: tzinfo,
    at: datetime,
) -> list[Journal]:
    """Three round trips, in the open transaction. Returns the journals written."""
    journals: list[Journal] = []
    events: list[Event] = []
    for entry in entries:
        for posting in entry.allocation.postings:
            written, event = _post(entry, posting, zone, at)
            journals += written
            events.append(event)
    if not journals:
        return []
    changes = _fold(entries, journals)
    people = [volunteer_account(entry.volunteer_id) for entry in entries]
    known = store.accounts.of(people, session)
    today = at.astimezone(zone).date()
    thresholds = _thresholds(entries, settings.stars, today, store, session)
    events += _tell_stars(entries, changes, known, thresholds, at)
    page = store.journals.append(journals, known, events, at, session)
    store.accounts.add(changes, page, session)
    return journals


def _post(
    entry: Entry, posting: Posting, zone: tzinfo, at: datetime
) -> tuple[list[Journal], Event]:
    """The journals of one attendance and what its volunteer is told."""
    reason = entry.reason if posting.asked and entry.reason else reason_of(posting)
    written = journals_of(posting, entry.free.get(posting.attendance_id, 0), reason, at)
    last = written[-1]
    if posting.credited and not entry_of(last):
        return written, tell_credit(last, zone, entry.request_id)
    before = posting.reversed.count.minutes if posting.reversed else 0
    return written, tell_correction(last, before, reason, zone, entry.request_id)


def _fold(entries: Sequence[Entry], journals: Sequence[Journal]) -> dict[str, Change]:
    """All lines and turn-outs by account: one change each, however many journals touch it."""
    changes: defaultdict[str, Change] = defaultdict(Change)
    for journal in journals:
        for line in journal["lines"]:
            change = changes[line["account"]]
            change.minutes += line["minutes"]
            change.back_minutes += back_minutes_of(journal, line["minutes"])
            change.journals += 1
    for entry in entries:
        for session, turn in entry.allocation.turnouts.items():
            changes[session.account].attendances += turn
            changes[volunteer_account(entry.volunteer_id)].attendances += turn
    return changes


def _thresholds(
    entries: Sequence[Entry],
    usual: Sequence[int],
    today: date,
    store: Store,
    session: ClientSession,
) -> dict[str, Sequence[int]]:
    """By person the minutes each star asks for; none where stars are given on application. It
    costs a round trip only where some organisation's stars are its own."""
    people = [entry.volunteer_id for entry in entries]
    book = store.rules.book()
    if not may_differ(book):
        return dict.fromkeys(people, usual)
    known = store.copies.people(people, session)
    paths = {who: known.get(who, {}).get("organisation_path", "/") for who in people}
    rules = {who: book.rules_for(path, today) for who, path in paths.items()}
    return {who: () if one.stars_on_application else one.stars for who, one in rules.items()}


def _tell_stars(
    entries: Sequence[Entry],
    changes: Mapping[str, Change],
    known: Mapping[str, Document],
    thresholds: Mapping[str, Sequence[int]],
    at: datetime,
) -> list[Event]:
    """Each star a person reaches for the first time; notes in ``changes`` that she was told."""
    events = []
    for entry in entries:
        key = volunteer_account(entry.volunteer_id)
        change = changes.get(key)
        if change is None or change.minutes <= 0:
            continue
        account = known.get(key, {})
        minutes = account.get("minutes", 0) + change.minutes
        for star in new_stars(minutes, account.get("star", 0), thresholds[entry.volunteer_id]):
            change.star = star
            events.append(tell_star(entry.volunteer_id, star, minutes, at, entry.request_id))
    return events
