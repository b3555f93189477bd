"""Which rules hold for an organisation on a day, and what it has set over time."""

from datetime import date
from typing import Any

from services.hours.domain.rules import Row
from services.hours.domain.rules.book import FOR_EVER, NAMES
from services.hours.store import Store
from shared import paging
from shared.auth import Identity


def rules_in_force(organisation_id: str, day: date, *, store: Store) -> dict[str, Any]:
    """{organisation_id, date, version, items: [{key, value, source}]}; ``source`` says which
    organisation set it and since when, None where the office's default holds.

    Raises NoSuchOrganisation.
    """
    organisation = store.copies.known_organisation(organisation_id)
    path, book = organisation["path"], store.rules.book(fresh=True)
    names: dict[str, str | None] = {organisation_id: organisation["name"]}

    def source(row: Row) -> dict[str, Any]:
        owner = row.organisation_id
        if owner not in names:
            names[owner] = (store.copies.organisation(owner) or {}).get("name")
        return {
            "organisation_id": owner,
            "name": names[owner],
            "inherited": owner != organisation_id,
            "since": row.first,
            "until": None if row.last == FOR_EVER else row.last,
            "row_id": row.row_id,
        }

    items = []
    for key in NAMES:
        value, row = book.origin(key, path, day)
        items.append({"key": key, "value": value, "source": row and source(row)})
    version = book.rules_for(path, day).version
    return {
        "organisation_id": organisation_id, "date": day, "version": version, "items": items
    }  # fmt: skip


def rules_history(
    organisation_id: str, cursor: str | None, limit: int, *, by: Identity, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: all rows it ever set, the latest day first, with who set them.

    Raises NoSuchOrganisation, OutOfScope, CursorInvalid.
    """
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    after = [str(one) for one in paging.decode(cursor, 2)] if cursor else None
    rows = store.rules.history(organisation_id, after, limit + 1)
    page = rows[:limit]
    further = paging.encode([page[-1]["from"], page[-1]["_id"]]) if len(rows) > limit else None
    return {"items": page, "next_cursor": further}
