"""Public notice: credits of one page and organisation stand in it together, as a lot.

Practice: credited hours are shown to the members for some working days before they become final,
and whoever knows better objects (domain.md: at least 3 working days). Only what is final earns
time currency; the service record has it at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from services.hours.domain.notice.working_days import WorkingDays
from services.hours.domain.rules import Source

Lot = dict[str, Any]
"""{_id, organisation_id, organisation_path, at, due, lines: [{journal_id, volunteer_id, held}]};
``held``: how many open objections hold the line."""


def lots_of(
    page: Mapping[str, Any],
    journals: Iterable[Mapping[str, Any]],
    rules: Source,
    days: WorkingDays,
    zone: tzinfo,
) -> list[Lot]:
    """The lots of the credits on a page, one for each organisation; of a credit of nothing there
    is nothing to say."""
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in journals:
        if one["kind"] == "credit" and one["lines"][0]["minutes"] > 0:
            line = {"journal_id": one["_id"], "volunteer_id": one["volunteer_id"], "held": 0}
            found[one["organisation_id"], one["organisation_path"]].append(line)
    return [
        {
            "_id": f"{page['_id']}:{organisation_id}",
            "organisation_id": organisation_id,
            "organisation_path": path,
            "at": page["at"],
            "due": due(page["at"], path, rules, days, zone),
            "lines": lines,
        }
        for (organisation_id, path), lines in found.items()
    ]


def due(at: datetime, path: str, rules: Source, days: WorkingDays, zone: tzinfo) -> datetime:
    """When what is credited at ``at`` becomes final: the end of the last working day of its
    notice, in local time; at once where there is none."""
    today = at.astimezone(zone).date()
    working_days = rules.rules_for(path, today).notice_days
    if not working_days:
        return at
    last = days.after(today, working_days)
    return datetime.combine(last + timedelta(days=1), time(), zone)


def earns(credit: Mapping[str, Any], rules: Source, zone: tzinfo) -> int:
    """Minutes of time currency that a final credit is worth, by the weight of its kind of
    activity on the day of the shift; parts of a minute are cut off."""
    day = credit["shift_start"].astimezone(zone).date()
    weights = rules.rules_for(credit["organisation_path"], day).weights
    minutes: int = credit["lines"][0]["minutes"]
    return minutes * weights.get(credit["activity_kind"], 100) // 100
