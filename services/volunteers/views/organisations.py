"""The organisation tree, as everybody may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.volunteers.domain.organisations import ids_of
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


def branches(store: Store, ids: Sequence[str] | None, *, most: int) -> list[dict[str, Any]]:
    """The open organisations of these subtrees (None: of all), each below its parent."""
    rows: list[dict[str, Any]] = []
    for one in [None] if ids is None else ids:
        left = most - len(rows)
        if left > 0:
            rows += organisations(Listing(under=one, limit=left), store)["items"]
    unique = {row["path"]: row for row in rows}
    return [unique[path] for path in sorted(unique)]


def found(
    store: Store, typed: str, paths: Sequence[str] | None, *, most: int
) -> list[dict[str, Any]]:
    """Open organisations within ``paths`` (None: anywhere) whose name begins with what was typed,
    or that have it as their area code."""
    conditions: list[dict[str, Any]] = [
        {"status": "active", "$or": [{"name": beginning(typed)}, {"code": typed}]}
    ]
    if paths is not None:
        conditions.append({"$or": [{"path": beginning(path)} for path in paths]})
    rows = store.organisations.collection.find({"$and": conditions}, {"outbox": 0})
    return [shown(row) for row in rows.sort("path", 1).limit(most)]


def named(store: Store, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """These organisations by id; those that are not there are left out."""
    wanted = {"_id": {"$in": list(set(ids))}}
    rows = store.organisations.collection.find(wanted, {"outbox": 0})
    return {row["_id"]: shown(row) for row in rows}


def trails(store: Store, nodes: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Each organisation's name after those above it: 试点市 › 东区 › 东一镇."""
    above = named(store, [one for node in nodes for one in ids_of(node["path"])])
    return {
        node["organisation_id"]: " › ".join(
            above[one]["name"] for one in ids_of(node["path"]) if one in above
        )
        for node in nodes
    }


def tops(store: Store, paths: Sequence[str]) -> list[dict[str, Any]]:
    """Where these subtrees begin; the root of the tree for the whole of it."""
    if "/" in paths:
        rows = store.organisations.collection.find({"parent_id": None}, {"outbox": 0})
        return [shown(row) for row in rows]
    return list(named(store, [ids_of(path)[-1] for path in paths]).values())


def children(store: Store, parent_id: str, status: str, most: int = 500) -> list[dict[str, Any]]:
    """Those right below an organisation."""
    found: list[dict[str, Any]] = organisations(
        Listing(parent_id=parent_id, status=status, limit=most), store
    )["items"]
    return found


def above(store: Store, node: dict[str, Any]) -> list[dict[str, Any]]:
    """Those above an organisation, the root first."""
    ids = ids_of(node["path"])[:-1]
    nodes = named(store, ids)
    return [nodes[one] for one in ids if one in nodes]
