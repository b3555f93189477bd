"""All detectors, over the credits of the last weeks."""

from collections.abc import Collection, Iterator, Sequence
from datetime import tzinfo

from services.hours.domain.findings.at_night import at_night
from services.hours.domain.findings.friends import friends
from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line
from services.hours.domain.findings.many_back_entries import many_back_entries
from services.hours.domain.findings.nobody_came import nobody_came
from services.hours.domain.findings.outside_place import outside_place
from services.hours.domain.findings.shared_device import shared_device
from services.hours.domain.findings.suspicion import Suspicion
from services.hours.domain.findings.too_far_apart import too_far_apart


def suspicions(
    lines: Sequence[Line],
    limits: Limits,
    zone: tzinfo,
    *,
    attended: Collection[str] = (),
    objected: Collection[str] = (),
) -> Iterator[Suspicion]:
    """What is worth a look; ``attended`` and ``objected`` as in nobody_came."""
    yield from many_back_entries(lines, limits, zone)
    yield from nobody_came(lines, limits, attended=attended, objected=objected)
    yield from at_night(lines, limits, zone)
    yield from friends(lines, limits)
    yield from shared_device(lines, limits, zone)
    yield from too_far_apart(lines, limits)
    yield from outside_place(lines, limits)
