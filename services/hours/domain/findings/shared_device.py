"""The same device for many people: somebody scans for those who are not there."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line, grouped, local_day, people_of
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def shared_device(lines: Iterable[Line], limits: Limits, zone: tzinfo) -> Iterator[Suspicion]:
    """One device checked in many people on one local day."""

    def key(line: Line) -> tuple[str, str] | None:
        return (line.device, local_day(line.came, zone).isoformat()) if line.device else None

    for (device, day), these in grouped(lines, key).items():
        if (many := len(people_of(these))) >= limits.device_people:
            yield suspicion("shared_device", (device, day), these, day=day, people=many)
