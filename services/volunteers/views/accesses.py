"""Who looked at a volunteer's data: shown to the volunteer herself."""

from typing import Any

from services.volunteers.store import Store
from shared import paging


def accesses(volunteer_id: str, store: Store, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """The latest looks first: when, at what, and who with which office. Raises CursorInvalid."""
    wanted: dict[str, Any] = {"about": volunteer_id}
    if cursor:
        wanted["_id"] = {"$lt": str(paging.decode(cursor, 1)[0])}
    found = store.accesses.collection.find(wanted, {"about": 0}).sort("_id", -1).limit(limit + 1)
    rows = list(found)
    more, rows = len(rows) > limit, rows[:limit]
    people = {
        person["_id"]: person
        for person in store.people.collection.find(
            {"_id": {"$in": [row["by"] for row in rows]}}, {"name": 1, "organisation_id": 1}
        )
    }
    offices = {
        office["_id"]: office["name"]
        for office in store.organisations.collection.find(
            {"_id": {"$in": [one["organisation_id"] for one in people.values()]}}, {"name": 1}
        )
    }
    items = []
    for row in rows:
        person = people.get(row["by"])
        items.append(
            {
                "at": row["at"],
                "what": row["what"],
                "by": person["name"] if person else None,
                "organisation": offices.get(person["organisation_id"]) if person else None,
            }
        )
    return {"items": items, "next_cursor": paging.encode([rows[-1]["_id"]]) if more else None}
