"""Hours and attendances of a year: by month, by kind of activity and by organisation."""

from typing import Any

from services.hours.domain.periods import Period
from services.hours.domain.refusals import NoSuchOrganisation
from services.hours.store import Store
from services.hours.views.totals import READER, totals_by_month, totals_by_organisation
from shared.auth import Identity


def figures_of(
    organisation_id: str | None, year: int, *, by: Identity, store: Store
) -> dict[str, Any]:
    """{total, by_month, by_organisation, by_kind}: of an organisation and all below it; None: of
    all she reaches. Those by kind are counted from the ledger, the others are its sums.

    Raises NoSuchOrganisation, OutOfScope.
    """
    period = Period(f"{year}-01", f"{year}-12")
    months = totals_by_month(organisation_id, period, by, store=store)
    units = totals_by_organisation(organisation_id, period, by, store=store)
    paths = by.paths(READER)
    if organisation_id is not None:
        organisation = store.copies.organisation(organisation_id)
        if organisation is None:
            raise NoSuchOrganisation(field="organisation_id")
        paths = [organisation["path"]]
    ids = [one["_id"] for one in store.copies.within(paths)]
    kinds = store.services.kinds(year, ids)
    return {
        "total": months["total"],
        "by_month": months["items"],
        "by_organisation": units["items"],
        "by_kind": [{"kind": one.pop("_id"), **one} for one in kinds],
    }
