"""What the public may know: sums, and which honours were given, by whom and to how many.

Nobody is named: that asks for her consent (order 685, article 20), and there is no record of one.
"""

from datetime import datetime, timedelta
from typing import Any

from services.hours.store import Store
from services.hours.views.months import Month

_MONTHS, _MOST_HONOURS, _MOST_TEAMS, _YEAR = 12, 20, 50, timedelta(days=365)


def public_figures(now: datetime, *, store: Store) -> dict[str, Any]:
    """{month, months, minutes_served, back_minutes, attendances, volunteers, teams, first_teams,
    organisations, honours}.

    ``now`` is local; ``months``: [{month, minutes, back_minutes, attendances}] of the last twelve;
    ``minutes_served``, ``back_minutes`` (of these entered afterwards), ``attendances``: of this
    month; ``first_teams``: [{name, organisation}] by name; ``honours``: [{title, unit, people}] of
    the last year.
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
    names = {one["_id"]: one["name"] for one in organisations}
    honours = store.figures.honours(ids, *days, _MOST_HONOURS)
    return {
        "month": this_month,
        "months": months,
        "minutes_served": current["minutes"],
        "back_minutes": current["back_minutes"],
        "attendances": current["attendances"],
        "volunteers": store.figures.volunteers(),
        "teams": store.figures.teams(),
        "first_teams": [
            {"name": one["name"], "organisation": names.get(one["organisation_id"], "")}
            for one in store.figures.first_teams(_MOST_TEAMS)
        ],
        "organisations": sum(one["status"] == "active" for one in organisations),
        "honours": [{**row["_id"], "people": row["people"]} for row in honours],
    }


def _sums(row: dict[str, Any]) -> dict[str, int]:
    return {name: row.get(name, 0) for name in ("minutes", "back_minutes", "attendances")}
