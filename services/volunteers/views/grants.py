"""Who holds which role, as coordinators may see it for their subtrees."""

from collections.abc import Sequence
from typing import Any

from services.volunteers.store import Store
from services.volunteers.store.records import beginning
from services.volunteers.views.people import shown_grant
from shared import paging


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
    items = [
        {
            "volunteer_id": row["_id"],
            "number": row["number"],
            "name": row["name"],
            "roles": [
                shown_grant(one)
                for one in row["grants"]
                if any(one["organisation_path"].startswith(path) for path in paths)
            ],
        }
        for row in rows
    ]
    return {"items": items, "next_cursor": paging.encode([rows[-1]["_id"]]) if more else None}
