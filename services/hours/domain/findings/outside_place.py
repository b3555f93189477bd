"""Attendance outside the activity's place: phones that were let in for being vague only."""

from collections.abc import Iterable, Iterator

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line, grouped
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def outside_place(lines: Iterable[Line], limits: Limits) -> Iterator[Suspicion]:
    """Check-ins by location whose phone said it was outside the circle, and was believed because
    it knew its place badly: many at one activity, or of one person."""
    outside = [line for line in lines if _outside(line)]
    for activity_id, these in grouped(outside, lambda line: line.activity_id).items():
        if len(these) >= limits.outside_times:
            facts = {**_facts(these), "title": these[0].activity_title}
            yield suspicion("outside_place", ("activity", activity_id), these, **facts)
    for volunteer_id, these in grouped(outside, lambda line: line.volunteer_id).items():
        if len(these) >= limits.outside_times:
            yield suspicion("often_outside", ("person", volunteer_id), these, **_facts(these))


def _outside(line: Line) -> bool:
    radius = line.place.radius if line.place else None
    return line.distance is not None and radius is not None and line.distance > radius


def _facts(lines: list[Line]) -> dict[str, int]:
    return {"times": len(lines), "metres": max(line.distance or 0 for line in lines)}
