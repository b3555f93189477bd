"""Who looked at a volunteer's data: shown to the volunteer herself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.volunteers.store import Store
from shared import paging
from shared.storage.mongo import Document


def accesses(volunteer_id: str, store: Store, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """The latest looks first: when, at what, and who with which office. Raises CursorInvalid."""
    wanted: dict[str, Any] = {"about": volunteer_id}
    if cursor:
        wanted["_id"] = {"$lt": str(paging.decode(cursor, 1)[0])}
    found = store.accesses.collection.find(wanted, {"about": 0}).sort("_id", -1).limit(limit + 1)
    rows = list(found)
    more, rows = len(rows) > limit, rows[:limit]
    following = paging.encode([rows[-1]["_id"]]) if more else None
    return {"items": _told(rows, store), "next_cursor": following}


def codes(volunteer_id: str, store: Store, *, after: datetime) -> list[dict[str, Any]]:
    """The sign-in codes issued for somebody since ``after``, their use, and who vouched.

    With such a code whoever issued it could act in her name, so she is told without asking."""
    wanted = {
        "about": volunteer_id,
        "what": {"$in": ["sign_in_code", "sign_in_code_used", "vouched"]},
        "at": {"$gte": after},
    }
    found = store.accesses.collection.find(wanted, {"about": 0}).sort("_id", -1)
    return _told(list(found.limit(5)), store)


def _told(rows: Sequence[Document], store: Store) -> list[dict[str, Any]]:
    """When, at what, by whom and of which office."""
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
    return items
