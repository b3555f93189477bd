"""Long days: what waits for somebody's approval, and what became of one's own."""

from collections.abc import Sequence
from typing import Any

from services.hours.store import Store
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document


def waiting_for(by: Identity, cursor: str | None, limit: int, *, store: Store) -> dict[str, Any]:
    """{items, next_cursor}: the oldest first. Where she gave one approval of a day already, the
    other is not hers to give. Raises CursorInvalid."""
    paths = by.paths("coordinator")
    rows = store.approvals.waiting(paths, by.volunteer_id, _after(cursor, 2), limit + 1)
    page = rows[:limit]
    further = paging.encode([page[-1]["date"], page[-1]["_id"]]) if len(rows) > limit else None
    people = store.copies.people({row["volunteer_id"] for row in page})
    items = [
        row | {"name": people.get(row["volunteer_id"], {}).get("name")}
        for row in page
        if not _gave_the_other(row, by)
    ]
    return {"items": items, "next_cursor": further}


def long_days_of(
    volunteer_id: str, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: the latest first, with what was decided and why."""
    rows = store.approvals.of_volunteer(volunteer_id, _after(cursor, 1), limit + 1)
    page = rows[:limit]
    further = paging.encode([page[-1]["date"]]) if len(rows) > limit else None
    return {"items": page, "next_cursor": further}


def _after(cursor: str | None, length: int) -> Sequence[str] | None:
    return [str(one) for one in paging.decode(cursor, length)] if cursor else None


def _gave_the_other(row: Document, by: Identity) -> bool:
    return any(
        one["by"] == by.volunteer_id
        and one["decision"] == "approved"
        and one["stage"] != row["stage"]
        for one in row["decisions"]
    )
