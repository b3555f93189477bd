"""Lists over all the organisations somebody works for, with the names of whom they are about."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from services.hours.store import Store
from services.hours.views.rewards.pages import page_of
from shared.auth import Identity
from shared.storage.mongo import Document

COORDINATOR = "coordinator"


def applications_within(
    by: Identity, status: str, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: applications for stars to all organisations she coordinates."""
    ids = [one["_id"] for one in store.copies.within(by.paths(COORDINATOR))]
    query = {"organisation_id": {"$in": ids}, "status": status}
    found = page_of(store.star_applications, query, cursor, limit)
    found["items"] = with_people(found["items"], store=store)
    return found


def transfers_to_decide(by: Identity, most: int, *, store: Store) -> list[Document]:
    """Transfers to her organisations that wait for an answer, the oldest first."""
    rows = store.custody.open_within(by.paths(COORDINATOR), most)
    return with_units(with_people(rows, store=store), "from_id", "to_id", store=store)


def rules_to_confirm(by: Identity, today: date, most: int, *, store: Store) -> list[Document]:
    """Rules that others have set and that wait for a second person, the first day first."""
    rows = store.rules.unconfirmed(by.paths(COORDINATOR), today.isoformat(), most)
    others = [one for one in rows if one["by"] != by.volunteer_id]
    return with_units(with_people(others, "by", store=store), "organisation_id", store=store)


def frozen_within(by: Identity, most: int, *, store: Store) -> list[Document]:
    """Freezes that hold, of people of her organisations, the latest first."""
    rows = store.freezes.standing(by.paths(COORDINATOR), most)
    return with_people(rows, "volunteer_id", "by", store=store)


def with_people(rows: Sequence[Document], *fields: str, store: Store) -> list[Document]:
    """The rows with ``people``: {id: {name, number}} of those the fields name."""
    wanted = fields or ("volunteer_id",)
    ids = {row[name] for row in rows for name in wanted if row.get(name)}
    found = store.copies.people(ids) if ids else {}
    named = {key: {"name": one["name"], "number": one["number"]} for key, one in found.items()}
    return [{**row, "people": named} for row in rows]


def with_units(rows: Iterable[Document], *fields: str, store: Store) -> list[Document]:
    """The rows with ``units``: {id: name} of the organisations the fields name."""
    found = list(rows)
    ids = {row[name] for row in found for name in fields if row.get(name)}
    named = {one["_id"]: one["name"] for one in store.copies.organisations(ids)} if ids else {}
    return [{**row, "units": named} for row in found]
