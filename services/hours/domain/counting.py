"""What counts of each of one person's claims.

Of claims that share minutes the one with the earlier check-in has them; so no minute counts twice,
and the outcome is a function of the set of claims alone. A claim too short for its shift claims
nothing from others. In the same order a day's minutes count until its limit is reached.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from datetime import date

from services.hours.domain.claims import Claim, Count, Session
from services.hours.domain.days import Days


def count_all(claims: Iterable[Claim], days: Days) -> dict[str, Count]:
    """What counts of each claim, by attendance."""
    ordered = sorted(claims, key=lambda claim: (claim.check_in, claim.attendance_id))
    present = _present(ordered)
    covered: list[tuple[int, int]] = []
    travelled: set[Session] = set()
    used: dict[date, int] = {}
    found = {}
    for claim in ordered:
        if claim.void or claim.end <= claim.start:
            found[claim.attendance_id] = Count(0, short=_short(claim, present))
        elif _short(claim, present):
            found[claim.attendance_id] = Count(0, short=True)
        else:
            overlap = _cover(covered, claim.start, claim.end)
            count = count_one(claim, overlap, travelled=claim.session in travelled)
            if count.travel:
                travelled.add(claim.session)
            found[claim.attendance_id] = _within_the_day(claim, count, used, days)
    return found


def count_one(claim: Claim, overlap: int, *, travelled: bool) -> Count:
    """What counts of a claim of which ``overlap`` minutes count for another already, whatever else
    its day has; ``travelled``: the way to this shift has counted."""
    minutes, rest = claim.terms.minutes_of(claim.end - claim.start - overlap)
    travel = claim.terms.travel if minutes and not travelled else 0
    return Count(minutes + travel, overlap, False, rest, travel)


def _within_the_day(claim: Claim, count: Count, used: dict[date, int], days: Days) -> Count:
    """The count with what is over the limit of its day held back."""
    day = days.day_of(claim)
    limit = days.limit_of(claim, day)
    before = used.get(day, 0)
    counts = max(0, min(count.minutes, limit - before))
    used[day] = before + counts
    if counts == count.minutes:
        return count
    return count._replace(minutes=counts, held=count.minutes - counts, limit=limit)


def _present(claims: Sequence[Claim]) -> dict[Session, int]:
    """Minutes of presence by session."""
    found: dict[Session, int] = {}
    for claim in claims:
        found[claim.session] = found.get(claim.session, 0) + claim.end - claim.start
    return found


def _short(claim: Claim, present: dict[Session, int]) -> bool:
    return not claim.void and present[claim.session] < claim.needed


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
