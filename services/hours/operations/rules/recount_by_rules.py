"""Count people again under other rules: dry for a trial, by reversals and new credits when it is
applied. The worker does it in steps; whoever dies in one, the next goes on where it began.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.allocation import REACH, Allocation, Claims, allocate
from services.hours.domain.claims import Claim
from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.domain.recounting import Scope, again_under
from services.hours.operations.allocate_all import allocate_all
from services.hours.operations.post_journals import Entry, post_journals
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.store.rules.rows import row_of
from services.hours.store.rules.trials import APPLIED, COUNTED, COUNTING
from shared.clock import Clock
from shared.storage.mongo import Document

READ = 2_000
"""Journals looked at in one step, about: a step keeps the other green threads waiting."""
MOST = 300
"""Credits of one person that are replaced in one step, and of several together about as many."""
_AFTER_ALL = datetime.max.replace(tzinfo=UTC)
_AT_A_TIME_SECONDS = 2.0


def recount_by_rules(*, store: Store, settings: HoursSettings, zone: tzinfo, clock: Clock) -> int:
    """The chore: work at the trials for a little while; returns how many steps were done."""
    until, steps = time.monotonic() + _AT_A_TIME_SECONDS, 0
    while time.monotonic() < until and (trial := store.trials.next(clock())):
        if trial["state"] == COUNTING:
            _count(trial, store, zone)
        else:
            _apply(trial, store, settings, zone, clock())
        steps += 1
    return steps


def _count(trial: Document, store: Store, zone: tzinfo) -> None:
    """One step of a trial: the next people, and a line for each who would gain or lose."""
    people = store.served.people(trial["cursor"], READ)
    tried = replace(row_of(trial), at=_AFTER_ALL)
    book = store.rules.book(fresh=True).with_row(tried)
    lines = []
    for person, hers in _served(people, trial, store, zone).items():
        line = _line(trial, person, _dry(person, hers, trial, Days(book, zone), store))
        if line["attendances"]:
            lines.append(line)
    if trial["tries"] > 1:
        store.trials.forget(trial["_id"], people)
    store.trials.keep(lines)
    sums = {"done": len(people), **_figures([one["difference"] for one in lines])}
    end = {} if people else {"state": COUNTED, "working": False}
    store.trials.move(trial, {"cursor": people[-1] if people else "", **end}, sums)


def _dry(person: str, hers: Claims, trial: Document, days: Days, store: Store) -> Allocation:
    """What would be written of all that somebody has served."""
    changes, again, _ = again_under(days.source, hers, _scope(trial), days.zone, len(hers))
    found = allocate(changes, hers, days, again)
    if found.long_days:
        approved = store.approvals.approved([(person, day) for day in found.long_days])
        if limits := approved.get(person):
            return allocate(changes, hers, Days(days.source, days.zone, limits), again)
    return found


def _line(trial: Document, person: str, found: Allocation) -> Document:
    moved = [one for one in found.postings if one.reversed and one.counted != one.reversed.count]
    before = sum(one.reversed.count.minutes for one in moved if one.reversed)
    after = sum(one.counted.minutes for one in moved)
    return {
        "_id": f"{trial['_id']}:{person}",
        "trial_id": trial["_id"],
        "volunteer_id": person,
        "before": before,
        "after": after,
        "difference": after - before,
        "attendances": len(moved),
        "expires_at": trial["expires_at"],
    }


def _apply(
    trial: Document, store: Store, settings: HoursSettings, zone: tzinfo, at: datetime
) -> None:
    """One step of what is applied, in one transaction with its place: no step is taken twice."""
    people = store.served.people(trial["cursor"], READ)
    days = Days(store.rules.book(fresh=True), zone)

    def write(session: ClientSession) -> None:
        now = store.trials.find(trial["_id"], session) or trial
        if (now["state"], now["cursor"]) != (trial["state"], trial["cursor"]):
            return  # another worker has just done it
        known = _served(people, trial, store, zone, session)
        entries: list[Entry] = []
        differences: list[int] = []
        cursor, carried = trial["cursor"], now["carried"]
        for person in people:
            found, complete = _again(person, known.get(person, {}), trial, days, store, session)
            if found.postings:
                words = (trial["request_id"], trial["applied"]["reason"])
                entries.append(Entry(person, found, {}, *words))
            carried += _difference(found)
            if not complete:
                break
            differences.append(carried)
            cursor, carried = person, 0
            if sum(len(one.allocation.postings) for one in entries) >= MOST:
                break
        changes: Document = {"cursor": cursor, "carried": carried}
        if not people:
            changes |= {"cursor": "", "state": APPLIED, "working": False}
        store.trials.move(trial, changes, _sums(entries, differences), session)
        post_journals(entries, store=store, session=session, settings=settings, zone=zone, at=at)

    store.transaction(write)


def _again(
    person: str, hers: Claims, trial: Document, days: Days, store: Store, session: ClientSession
) -> tuple[Allocation, bool]:
    """What is to be written of somebody, and whether that is all of it."""
    changes, again, complete = again_under(days.source, hers, _scope(trial), days.zone, MOST)
    if not again and not changes:
        return Allocation([], {}), True
    found = allocate_all(
        {person: changes}, {person: hers}, days, store=store, session=session, again=again
    )
    return found[person], complete


def _difference(found: Allocation) -> int:
    """Minutes that somebody has more."""
    return sum(
        one.counted.minutes - (one.reversed.count.minutes if one.reversed else 0)
        for one in found.postings
    )


def _sums(entries: Sequence[Entry], differences: Sequence[int]) -> Document:
    """What a step adds to the trial's figures; ``differences``: of those who are done."""
    written = sum(len(entry.allocation.postings) for entry in entries)
    figures = {f"applied.{key}": value for key, value in _figures(differences).items()}
    return {"done": len(differences), **figures, "applied.journals": 2 * written}


def _figures(differences: Sequence[int]) -> Document:
    return {
        "people": sum(1 for one in differences if one),
        "gained": sum(one for one in differences if one > 0),
        "lost": -sum(one for one in differences if one < 0),
    }


def _scope(trial: Document) -> Scope:
    return Scope(
        trial["organisation_id"],
        date.fromisoformat(trial["from"]),
        date.fromisoformat(trial["to"]),
    )


def _served(
    people: Iterable[str],
    trial: Document,
    store: Store,
    zone: tzinfo,
    session: ClientSession | None = None,
) -> dict[str, dict[str, Claim]]:
    """The credits that stand of these people in the period and as far around it as matters."""
    scope, reach = _scope(trial), timedelta(minutes=2 * REACH) + timedelta(days=2)
    first = datetime.combine(scope.first, datetime.min.time(), zone) - reach
    last = datetime.combine(scope.last, datetime.min.time(), zone) + reach
    found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for one in standing(store.served.between(people, first, last, session)):
        found[one.volunteer_id][one.attendance_id] = one
    return found
