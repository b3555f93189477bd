"""What the public may know: sums, and which honours were given, by whom and to how many.

Nobody is named: that asks for her consent (order 685, article 20), and there is no record of one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from services.hours.store import Store
from services.hours.views.months import Month

_MONTHS, _MOST_HONOURS, _YEAR = 12, 20, timedelta(days=365)
_KEPT = timedelta(minutes=1)


def figures_lately(now: datetime, *, store: Store) -> Mapping[str, Any]:
    """The public figures, counted once a minute in a process."""
    last = store.figures.last
    if last and timedelta() <= now - last[0] < _KEPT:
        return last[1]
    store.figures.last = (now, public_figures(now, store=store))
    return store.figures.last[1]


def public_figures(now: datetime, *, store: Store) -> dict[str, Any]:
    """{month, months, minutes_served, back_minutes, attendances, volunteers, teams, organisations,
    honours}.

    ``now`` is local; ``months``: [{month, minutes, back_minutes, attendances}] of the last twelve;
    ``minutes_served``, ``back_minutes`` (of these entered afterwards), ``attendances``: of this
    month; ``honours``: [{title, unit, people}] of the last year.
    """
    this_month = Month.of(now)
    wanted = [this_month.plus(step) for step in range(1 - _MONTHS, 1)]
    organisations = store.copies.within(["/"])
    ids = [one["_id"] for one in organisations]
    rows = store.accounts.issued(ids, str(wanted[0]), str(wanted[-1]), "month")
    found = {row["_id"]: row for row in rows}
    months = [{"month": str(one), **_sums(found.get(str(one), {}))} for one in wanted]
    current = _sums(found.get(str(this_month), {}))
    days = ((now - _YEAR).date().isoformat(), now.date().isoformat())
    honours = store.figures.honours(ids, *days, _MOST_HONOURS)
    return {
        "month": this_month,
        "months": months,
        "minutes_served": current["minutes"],
        "back_minutes": current["back_minutes"],
        "attendances": current["attendances"],
        "volunteers": store.figures.volunteers(),
        "teams": store.figures.teams(),
        "organisations": sum(one["status"] == "active" for one in organisations),
        "honours": [{**row["_id"], "people": row["people"]} for row in honours],
    }


def _sums(row: dict[str, Any]) -> dict[str, int]:
    return {name: row.get(name, 0) for name in ("minutes", "back_minutes", "attendances")}
