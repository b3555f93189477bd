"""What to write when claims come, change or go: the difference between what counts now and what
stands credited. The order in which claims come cannot change what counts (counting.py).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from services.hours.domain.claims import Claim, Count, Session
from services.hours.domain.counting import count_all, count_one
from services.hours.domain.days import Days
from services.hours.domain.long_days import LongDay, long_days
from services.hours.domain.rules import DAY

Claims = Mapping[str, Claim]
"""One person's claims by attendance."""

REACH = 4 * DAY
"""A change moves what counts of claims that check in within so many minutes of it, no others. The
longest way, a day each step: it makes a claim of its session long enough, which takes minutes from
another, so that the travel of that session goes to a third, which leaves less of its day to a
fourth."""


class Posting(NamedTuple):
    """One attendance's change: its standing credit is reversed, or a new one written, or both."""

    attendance_id: str
    credited: Claim | None
    counted: Count
    """What counts now."""
    reversed: Claim | None
    asked: bool
    """False where only another claim's change moved it."""


class Allocation(NamedTuple):
    postings: list[Posting]
    turnouts: dict[Session, int]
    """Sessions that are held by the person now and were not before (1), or no more (-1)."""
    long_days: Mapping[date, LongDay] = MappingProxyType({})


def allocate(
    changes: Mapping[str, Claim | None], standing: Claims, days: Days, again: Collection[str] = ()
) -> Allocation:
    """What to write when ``changes`` (None: taken back) come to what is credited now, and the
    attendances ``again`` are counted again as they are.

    ``standing`` holds the credited claims of the person within twice REACH of all these: what
    counts of a claim depends on others within REACH of it.
    """
    if not standing and len(changes) == 1:
        [new] = changes.values()
        if new and not new.needed and not days.source.may_pass(new.end - new.start, 1):
            return _first(new)
    after = {key: claim for key, claim in {**standing, **changes}.items() if claim is not None}
    counts = count_all(after.values(), days)
    moved = [one for key in changes for one in (standing.get(key), changes[key]) if one]
    near = [*moved, *(standing[key] for key in again if key in standing)]
    postings = []
    for key in {**standing, **changes}:
        old, new = standing.get(key), after.get(key)
        if key in changes:
            if new or old:
                postings.append(Posting(key, new, counts.get(key, Count(0)), old, True))
        elif new and counts[key] != new.count and _within_reach(new, near):
            postings.append(Posting(key, new, counts[key], new, key in again))
    sessions = {one.session for one in moved}
    held, holds = _held(standing.values()), _held(after.values())
    turnouts = {one: (one in holds) - (one in held) for one in sessions}
    turns = {one: turn for one, turn in turnouts.items() if turn}
    known = [after[key] for key in again if key in after]
    return Allocation(postings, turns, _long_days(postings, known, after, counts, days))


def _first(new: Claim) -> Allocation:
    """The road nearly all take: nothing of this person's is near."""
    plain = new.terms.plain
    count = Count(new.end - new.start) if plain else count_one(new, 0, travelled=False)
    posting = Posting(new.attendance_id, new, count, None, True)
    return Allocation([posting], {} if new.void else {new.session: 1})


def _long_days(
    postings: Iterable[Posting],
    again: Iterable[Claim],
    claims: Claims,
    counts: Mapping[str, Count],
    days: Days,
) -> dict[date, LongDay]:
    """The days on which a posting holds something back or lets go of it, or might have."""
    wanted = {days.day_of(claim) for claim in again if claim.count.held}
    for one in postings:
        if one.credited and one.counted.held:
            wanted.add(days.day_of(one.credited))
        if one.reversed and one.reversed.count.held:
            wanted.add(days.day_of(one.reversed))
    return long_days(wanted, claims.values(), counts, days) if wanted else {}


def _within_reach(one: Claim, moved: Iterable[Claim]) -> bool:
    return any(abs(one.check_in - other.check_in) <= REACH for other in moved)


def _held(claims: Iterable[Claim]) -> set[Session]:
    return {claim.session for claim in claims if not claim.void}
