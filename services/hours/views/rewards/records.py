"""A person's honours, trainings and evaluations."""

from typing import Any

from services.hours.store import Store
from services.hours.store.rewards.records import Records
from services.hours.views.balance import must_reach_volunteer
from services.hours.views.rewards.pages import page_of
from shared.auth import Identity


def records_of(
    volunteer_id: str,
    by: Identity,
    cursor: str | None,
    limit: int,
    *,
    among: Records,
    store: Store,
) -> dict[str, Any]:
    """{items, next_cursor}: the latest first, also those revoked; for herself and the coordinators
    of her organisation. Raises NoSuchVolunteer, OutOfScope, CursorInvalid."""
    must_reach_volunteer(volunteer_id, by, store=store)
    return page_of(among, {"volunteer_id": volunteer_id}, cursor, limit)
