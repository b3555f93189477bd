"""What is on offer, and what was reserved."""

from typing import Any

from services.hours.store import Store
from services.hours.views.rewards.pages import of_organisation, page_of
from shared.auth import Identity
from shared.clock import Clock


def offers_for(
    by: Identity, cursor: str | None, limit: int, *, store: Store, clock: Clock
) -> dict[str, Any]:
    """{items, next_cursor}: what she can have now, of her organisation and those above."""
    person = store.copies.person(by.volunteer_id) or {"organisation_path": "/"}
    now = clock()
    query = {
        "organisation_id": {"$in": person["organisation_path"].strip("/").split("/")},
        "stock": {"$gt": 0},
        "opens_at": {"$lte": now},
        "$or": [{"closes_at": None}, {"closes_at": {"$gt": now}}],
    }
    return page_of(store.offers, query, cursor, limit)


def offers_of(
    organisation_id: str, by: Identity, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: all an organisation ever offered. Raises NoSuchOrganisation,
    OutOfScope."""
    of_organisation(organisation_id, "organiser", by, store=store)
    return page_of(store.offers, {"organisation_id": organisation_id}, cursor, limit)


def reservations_by(
    by: Identity, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: her own, with the codes to show."""
    return page_of(store.reservations, {"volunteer_id": by.volunteer_id}, cursor, limit)


def reservations_at(
    organisation_id: str,
    status: str | None,
    by: Identity,
    cursor: str | None,
    limit: int,
    *,
    store: Store,
) -> dict[str, Any]:
    """{items, next_cursor}: those of an organisation, with who took what and without codes.

    Raises NoSuchOrganisation, OutOfScope.
    """
    of_organisation(organisation_id, "organiser", by, store=store)
    query = {"organisation_id": organisation_id} | ({"status": status} if status else {})
    found = page_of(store.reservations, query, cursor, limit)
    people = store.copies.people({row["volunteer_id"] for row in found["items"]})
    found["items"] = [
        {
            **row,
            "name": people.get(row["volunteer_id"], {}).get("name"),
            "number": people.get(row["volunteer_id"], {}).get("number"),
        }
        for row in found["items"]
    ]
    return found
