"""The organisation tree, as everybody may see it."""

from dataclasses import dataclass
from typing import Any

from services.volunteers.store import Store
from services.volunteers.store.records import beginning
from shared import paging
from shared.storage.mongo import Document

_SHOWN = ("name", "level", "code", "parent_id", "path", "status", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """``under`` is the id of the node whose whole subtree is listed; ``parent_id`` its children."""

    parent_id: str | None = None
    under: str | None = None
    level: str | None = None
    code: str | None = None
    status: str | None = "active"
    q: str | None = None
    cursor: str | None = None
    limit: int = 50


def shown(node: Document) -> dict[str, Any]:
    """An organisation."""
    return {"organisation_id": node["_id"], **{key: node[key] for key in _SHOWN}}


def organisations(asked: Listing, store: Store) -> dict[str, Any]:
    """A page of the tree in its own order, parents before children. Raises UnknownOrganisation."""
    wanted: dict[str, Any] = {
        key: value
        for key, value in (
            ("parent_id", asked.parent_id),
            ("level", asked.level),
            ("code", asked.code),
            ("status", asked.status),
        )
        if value is not None
    }
    conditions: list[dict[str, Any]] = [wanted]
    if asked.under:
        conditions.append({"path": beginning(store.organisations.get(asked.under)["path"])})
    if asked.q:
        conditions.append({"name": beginning(asked.q)})
    if asked.cursor:
        conditions.append({"path": {"$gt": str(paging.decode(asked.cursor, 1)[0])}})
    found = store.organisations.collection.find({"$and": conditions}, {"outbox": 0})
    rows = list(found.sort("path", 1).limit(asked.limit + 1))
    more, rows = len(rows) > asked.limit, rows[: asked.limit]
    following = paging.encode([rows[-1]["path"]]) if more else None
    return {"items": [shown(row) for row in rows], "next_cursor": following}
