"""Activities where nobody came and nobody objects: hours invented from beginning to end."""

from collections.abc import Collection, Iterable, Iterator

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import BACK_ENTRY, Line, grouped, people_of
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def nobody_came(
    lines: Iterable[Line],
    limits: Limits,
    *,
    attended: Collection[str],
    objected: Collection[str],
) -> Iterator[Suspicion]:
    """All hours of an activity were entered afterwards.

    ``attended``: activities at which somebody was checked in, then and there. ``objected``: those
    somebody objects to already.
    """
    entered = (line for line in lines if line.way == BACK_ENTRY)
    for activity_id, these in grouped(entered, lambda line: line.activity_id).items():
        if activity_id in attended or activity_id in objected:
            continue
        if (many := len(people_of(these))) >= limits.unattended_people:
            facts = {
                "title": these[0].activity_title,
                "people": many,
                "minutes": sum(line.minutes for line in these),
            }
            yield suspicion("nobody_came", (activity_id,), these, **facts)
