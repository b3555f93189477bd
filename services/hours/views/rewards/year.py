"""The figures of a year that order 67, article 18, asks organisations for."""

from collections import defaultdict
from datetime import datetime, tzinfo
from typing import Any

from services.hours.domain.periods import Period
from services.hours.store import Store
from services.hours.views.rewards.pages import of_organisation
from services.hours.views.totals import totals_by_month
from shared.auth import Identity

READER = "organiser"


def year_of(
    organisation_id: str, year: int, by: Identity, *, store: Store, zone: tzinfo
) -> dict[str, Any]:
    """An organisation's figures and those of all below it.

    Minutes and attendances are those of the totals, by the month a shift began in; those by kind
    are counted from the ledger and come to the same sum. Raises NoSuchOrganisation, OutOfScope.
    """
    organisation = of_organisation(organisation_id, READER, by, store=store)
    period = Period(f"{year}-01", f"{year}-12")
    totals = totals_by_month(organisation_id, period, by, store=store)
    ids = [one["_id"] for one in store.copies.within([organisation["path"]])]
    kinds, active, activities = _from_the_ledger(ids, year, store)
    people = store.people.by_status(organisation["path"])
    begin, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    days = (f"{year}-01-01", f"{year}-12-31")
    return {
        "organisation_id": organisation_id,
        "name": organisation["name"],
        "year": year,
        "registered": sum(people.values()) - people.get("left", 0),
        "new": store.people.new(organisation["path"], begin, end),
        "active": active,
        "activities": activities,
        **totals["total"],
        "trainings": store.trainings.trained(ids, *days),
        "honours": store.honours.count(ids, *days),
        "evaluations": store.evaluations.scored(ids, *days),
        "by_month": totals["items"],
        "by_kind": kinds,
    }


def _from_the_ledger(
    ids: list[str], year: int, store: Store
) -> tuple[list[dict[str, Any]], int, int]:
    """By kind of activity: {kind, activities, minutes, back_minutes}; how many people have minutes
    of that year, and how many activities."""
    people: defaultdict[str, int] = defaultdict(int)
    activities: defaultdict[tuple[str, str], int] = defaultdict(int)
    kinds: dict[str, dict[str, Any]] = {}
    for row in store.services.year(year, ids):
        key = row["_id"]
        people[key["volunteer"]] += row["minutes"]
        activities[key["kind"], key["activity"]] += row["minutes"]
        line = kinds.setdefault(
            key["kind"], {"kind": key["kind"], "activities": 0, "minutes": 0, "back_minutes": 0}
        )
        line["minutes"] += row["minutes"]
        line["back_minutes"] += row["back_minutes"]
    held = [kind for (kind, _), minutes in activities.items() if minutes > 0]
    for kind in held:
        kinds[kind]["activities"] += 1
    active = sum(minutes > 0 for minutes in people.values())
    return [kinds[kind] for kind in sorted(kinds)], active, len(held)
