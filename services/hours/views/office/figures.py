"""Hours and attendances of a year: by month, by kind of activity and by organisation."""

from collections.abc import Sequence
from typing import Any

from services.hours.domain.periods import Period
from services.hours.store import Store
from services.hours.views.totals import READER, totals_by_month, totals_by_organisation
from shared.auth import Identity


def figures_of(
    organisation_id: str | None, year: int, *, by: Identity, store: Store
) -> dict[str, Any]:
    """{total, by_month, by_organisation}: of an organisation and all below it; None: of all she
    reaches. Raises NoSuchOrganisation, OutOfScope."""
    period = Period(f"{year}-01", f"{year}-12")
    months = totals_by_month(organisation_id, period, by, store=store)
    units = totals_by_organisation(organisation_id, period, by, store=store)
    return {
        "total": months["total"],
        "by_month": months["items"],
        "by_organisation": units["items"],
    }


def kinds_of(paths: Sequence[str], year: int, *, store: Store) -> list[dict[str, Any]]:
    """{kind, minutes, attendances}: what the ledger says of the subtrees under ``paths``. It reads
    all journals of the year: seconds, where there are many."""
    ids = [one["_id"] for one in store.copies.within(paths)]
    found = store.services.kinds(year, ids)
    return [{"kind": one.pop("_id"), **one} for one in found]


def paths_of(organisation_id: str | None, *, by: Identity, store: Store) -> list[str]:
    """The subtree of an organisation; None: all she reaches. Raises NoSuchOrganisation,
    OutOfScope."""
    if organisation_id is None:
        return sorted(by.paths(READER))
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach(READER, organisation["path"])
    return [organisation["path"]]
