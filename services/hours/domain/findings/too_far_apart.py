"""Two places too far apart for the time between: she cannot have been at both."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line, Place, grouped
from services.hours.domain.findings.suspicion import Suspicion, suspicion

_EARTH_RADIUS_METRES = 6_371_008.8


def too_far_apart(lines: Iterable[Line], limits: Limits) -> Iterator[Suspicion]:
    """A person who would have travelled faster than anybody does.

    Where she forgot to check out, she may have left long before: that proves nothing.
    """
    placed = (line for line in lines if line.place and line.minutes > 0)
    for volunteer_id, hers in grouped(placed, lambda line: line.volunteer_id).items():
        ordered = sorted(hers, key=lambda line: (line.came, line.journal_id))
        for one, other in pairwise(ordered):
            if one.place is None or other.place is None or one.left_by == "system":
                continue
            metres = metres_between(one.place, other.place)
            seconds = (other.came - one.left).total_seconds()
            reach = limits.apart_speed / 3.6 * max(0.0, seconds)
            if metres >= limits.apart_metres and metres > reach:
                facts = {"metres": round(metres), "between": max(0, int(seconds // 60))}
                about = (volunteer_id, one.attendance_id, other.attendance_id)
                yield suspicion("too_far_apart", about, [one, other], **facts)


def metres_between(one: Place, other: Place) -> float:
    """The way over the ground, by the haversine formula (error below 0.6 %)."""
    up = radians(other.latitude - one.latitude) / 2
    along = radians(other.longitude - one.longitude) / 2
    both = cos(radians(one.latitude)) * cos(radians(other.latitude))
    share = sin(up) ** 2 + both * sin(along) ** 2
    return 2 * _EARTH_RADIUS_METRES * asin(min(1.0, sqrt(share)))
