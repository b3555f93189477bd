"""One organiser's friends: the same few persons get most of the hours she records."""

from collections import Counter
from collections.abc import Iterable, Iterator

from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import Line, grouped
from services.hours.domain.findings.suspicion import Suspicion, suspicion


def friends(lines: Iterable[Line], limits: Limits) -> Iterator[Suspicion]:
    """Among the hours that one person recorded, by roll call or afterwards, a few have most, and
    each of these few has many. Whoever checks in by herself is nobody's friend here."""
    for recorder, these in grouped(lines, lambda line: line.recorded_by).items():
        minutes: Counter[str] = Counter()
        for line in these:
            minutes[line.volunteer_id] += line.minutes
        few = dict(minutes.most_common(limits.friends))
        total, theirs = minutes.total(), sum(few.values())
        if total <= 0 or min(few.values()) < limits.friends_minutes:
            continue
        if theirs * 100 >= total * limits.friends_share:
            facts = {
                "people": len(few),
                "minutes": theirs,
                "share": theirs * 100 // total,
                "days": limits.days,
            }
            hers = [line for line in these if line.volunteer_id in few]
            yield suspicion("friends", (recorder,), hers, **facts)
