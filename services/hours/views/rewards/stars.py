"""Who applied for a star."""

from typing import Any

from services.hours.store import Store
from services.hours.views.rewards.pages import of_organisation, page_of
from shared.auth import Identity


def applications_by(
    by: Identity, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: her own."""
    return page_of(store.star_applications, {"volunteer_id": by.volunteer_id}, cursor, limit)


def applications_at(
    organisation_id: str,
    status: str,
    by: Identity,
    cursor: str | None,
    limit: int,
    *,
    store: Store,
) -> dict[str, Any]:
    """{items, next_cursor}: those of an organisation's own volunteers. Raises NoSuchOrganisation,
    OutOfScope."""
    of_organisation(organisation_id, "coordinator", by, store=store)
    query = {"organisation_id": organisation_id, "status": status}
    return page_of(store.star_applications, query, cursor, limit)
