"""Who holds which role, as coordinators may see it for their subtrees."""

from collections.abc import Sequence
from typing import Any

from services.volunteers.store import Store
from services.volunteers.store.records import beginning
from services.volunteers.views.people import shown_grant
from shared import paging
from shared.storage.mongo import Document


def grants(store: Store, *, paths: Sequence[str], cursor: str | None, limit: int) -> dict[str, Any]:
    """A page of people with their roles within ``paths``, by id. Raises CursorInvalid."""
    anywhere = [{"grants.organisation_path": beginning(path)} for path in paths]
    conditions: list[dict[str, Any]] = [{"$or": anywhere}]
    if cursor:
        conditions.append({"_id": {"$gt": str(paging.decode(cursor, 1)[0])}})
    found = store.people.collection.find(
        {"$and": conditions}, {"number": 1, "name": 1, "grants": 1}
    )
    rows = list(found.sort("_id", 1).limit(limit + 1))
    more, rows = len(rows) > limit, rows[:limit]
    items = [holder(row, paths) for row in rows]
    return {"items": items, "next_cursor": paging.encode([rows[-1]["_id"]]) if more else None}


def holder(person: Document, paths: Sequence[str]) -> dict[str, Any]:
    """Somebody with those of her roles that lie within ``paths``."""
    return {
        "volunteer_id": person["_id"],
        "number": person["number"],
        "name": person["name"],
        "roles": [
            shown_grant(one)
            for one in person["grants"]
            if any(one["organisation_path"].startswith(path) for path in paths)
        ],
    }
