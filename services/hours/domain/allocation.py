"""Which claim has which minutes, whatever order the claims came in.

Of one person's claims the one with the earlier check-in counts its whole window; each later one
counts what the earlier ones leave. So no minute counts twice, and the outcome is a function of the
set of claims alone: repeats and reorderings cannot change it.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from services.hours.domain.claims import Claim, Count, Session

Claims = Mapping[str, Claim]
"""One person's claims by attendance."""


class Posting(NamedTuple):
    """One attendance's change: its standing credit is reversed, or a new one written, or both."""

    attendance_id: str
    credited: Claim | None
    counted: Count
    """What counts now."""
    reversed: Claim | None
    asked: bool
    """False where only another claim's change moved it."""


@dataclass(frozen=True, slots=True)
class Allocation:
    postings: list[Posting]
    turnouts: dict[Session, int]
    """Sessions that are held by the person now and were not before (1), or no more (-1)."""


def allocate(changes: Mapping[str, Claim | None], standing: Claims) -> Allocation:
    """What to write when ``changes`` (None: taken back) come to what is credited now.

    ``standing`` holds the credited claims of the person within two days of the changes: a change
    reaches claims within one day of it, and those share minutes or a session with claims within
    another.
    """
    if not standing and len(changes) == 1:
        [new] = changes.values()
        if new is not None and not new.needed:
            return _first(new)
    after = {key: claim for key, claim in {**standing, **changes}.items() if claim is not None}
    counts = count_all(after.values())
    moved = [one for key in changes for one in (standing.get(key), changes[key]) if one]
    postings = []
    for key in {**standing, **changes}:
        old, new = standing.get(key), after.get(key)
        if key in changes:
            if new or old:
                postings.append(Posting(key, new, counts.get(key, Count(0)), old, True))
        elif new and counts[key] != new.count and any(_touch(new, one) for one in moved):
            postings.append(Posting(key, new, counts[key], new, False))
    sessions = {one.session for one in moved}
    held, holds = _held(standing.values()), _held(after.values())
    turnouts = {one: (one in holds) - (one in held) for one in sessions}
    return Allocation(postings, {one: turn for one, turn in turnouts.items() if turn})


def _first(new: Claim) -> Allocation:
    """The road nearly all take: nothing of this person's is near."""
    minutes = new.end - new.start
    count = Count(minutes - minutes % new.step)
    posting = Posting(new.attendance_id, new, count, None, True)
    return Allocation([posting], {} if new.void else {new.session: 1})


def count_all(claims: Iterable[Claim]) -> dict[str, Count]:
    """What counts of each of one person's claims, by attendance."""
    ordered = sorted(claims, key=lambda claim: (claim.check_in, claim.attendance_id))
    present: dict[Session, int] = {}
    for claim in ordered:
        if claim.needed:
            present[claim.session] = present.get(claim.session, 0) + claim.end - claim.start
    covered: list[tuple[int, int]] = []
    found = {}
    for claim in ordered:
        overlap = _cover(covered, claim.start, claim.end) if claim.end > claim.start else 0
        minutes = claim.end - claim.start - overlap
        short = not claim.void and present.get(claim.session, 0) < claim.needed
        minutes = 0 if short else minutes - minutes % claim.step
        found[claim.attendance_id] = Count(minutes, overlap, short)
    return found


def _cover(covered: list[tuple[int, int]], start: int, end: int) -> int:
    """Add a window to disjoint sorted ``covered``; returns the minutes that were in it already."""
    first = bisect_left(covered, start, key=lambda part: part[1])
    last = bisect_right(covered, end, key=lambda part: part[0])
    touched = covered[first:last]
    overlap = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in touched)
    if touched:
        start, end = min(start, touched[0][0]), max(end, touched[-1][1])
    del covered[first:last]
    insort(covered, (start, end))
    return overlap


def _touch(one: Claim, other: Claim) -> bool:
    """Whether a change of ``other`` can change what counts of ``one``."""
    share = one.start < other.end and other.start < one.end
    return share or (bool(one.needed) and one.session == other.session)


def _held(claims: Iterable[Claim]) -> set[Session]:
    return {claim.session for claim in claims if not claim.void}
