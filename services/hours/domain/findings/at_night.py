"""Hours at night, when hardly anybody serves."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta, tzinfo

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line, grouped, local_day, people_of
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def at_night(lines: Iterable[Line], limits: Limits, zone: tzinfo) -> Iterator[Suspicion]:
    """An activity with people present for long within one night."""
    late = (line for line in lines if _at_night(line, limits, zone) >= limits.night_minutes)
    for activity_id, these in grouped(late, lambda line: line.activity_id).items():
        facts = {
            "title": these[0].activity_title,
            "people": len(people_of(these)),
            "minutes": sum(_at_night(line, limits, zone) for line in these),
            "from": limits.night_from,
            "until": limits.night_until,
        }
        yield suspicion("at_night", (activity_id,), these, **facts)


def _at_night(line: Line, limits: Limits, zone: tzinfo) -> int:
    """Minutes of her presence between the night's first and last hour; 0 where none counted."""
    if line.minutes <= 0:
        return 0
    wraps = limits.night_from > limits.night_until
    day, last = local_day(line.came, zone) - timedelta(days=1), local_day(line.left, zone)
    found = 0.0
    while day <= last:
        begin = datetime.combine(day, time(limits.night_from), zone)
        end = datetime.combine(day + timedelta(days=wraps), time(limits.night_until), zone)
        within = (min(line.left, end) - max(line.came, begin)).total_seconds()
        found += max(0.0, within)
        day += timedelta(days=1)
    return int(found // 60)
