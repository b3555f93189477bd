"""Many back-entries at once: how hours are sold, by whoever may enter them."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import BACK_ENTRY, Line, grouped, local_day, people_of
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def many_back_entries(lines: Iterable[Line], limits: Limits, zone: tzinfo) -> Iterator[Suspicion]:
    """One person filed the hours of many, credited on one local day."""

    def key(line: Line) -> tuple[str, str] | None:
        if line.way != BACK_ENTRY or line.recorded_by is None:
            return None
        return line.recorded_by, local_day(line.at, zone).isoformat()

    for (filer, day), these in grouped(lines, key).items():
        if (many := len(people_of(these))) >= limits.back_entries:
            minutes = sum(line.minutes for line in these)
            facts = {"day": day, "people": many, "minutes": minutes}
            yield suspicion("many_back_entries", (filer, day), these, **facts)
