"""Teams, as everybody signed in may see them."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.volunteers.domain.organisations import ids_of
from services.volunteers.store import Store
from shared import paging
from shared.storage.mongo import Document

_SHOWN = ("name", "organisation_id", "organisation_path", "leader_ids", "status", "revision")


def shown(team: Document) -> dict[str, Any]:
    """A team."""
    return {"team_id": team["_id"], **{key: team[key] for key in _SHOWN}}


def teams(
    store: Store,
    *,
    organisation_id: str | None,
    status: str | None,
    cursor: str | None,
    limit: int,
    paths: Sequence[str] = ("/",),
) -> dict[str, Any]:
    """A page of teams of an organisation and all below it, by name; only those within ``paths``.
    Raises CursorInvalid."""
    conditions: list[dict[str, Any]] = [{}]
    if "/" not in paths:
        conditions.append({"ancestors": {"$in": [ids_of(path)[-1] for path in paths]}})
    if organisation_id:
        path = store.organisations.get(organisation_id)["path"]
        conditions.append({"ancestors": ids_of(path)[-1]})
    if status:
        conditions.append({"status": status})
    if cursor:
        name, last = paging.decode(cursor, 2)
        conditions.append({"$or": [{"name": {"$gt": name}}, {"name": name, "_id": {"$gt": last}}]})
    found = store.teams.collection.find({"$and": conditions}, {"outbox": 0})
    rows = list(found.sort([("name", 1), ("_id", 1)]).limit(limit + 1))
    more, rows = len(rows) > limit, rows[:limit]
    following = paging.encode([rows[-1]["name"], rows[-1]["_id"]]) if more else None
    return {"items": [shown(row) for row in rows], "next_cursor": following}


def names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """What these teams are called, by id; a dissolved one is left out."""
    wanted = {"_id": {"$in": list(ids)}, "status": "active"}
    return {row["_id"]: row["name"] for row in store.teams.collection.find(wanted, {"name": 1})}
