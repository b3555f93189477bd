"""Rename, move, close or open an organisation; those below it go with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.volunteers.domain.organisations import (
    ParentClosed,
    check_move,
    ids_of,
    moved,
    path_of,
    read_code,
)
from services.volunteers.store import Store
from services.volunteers.store.districts import is_district
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def change_organisation(
    organisation_id: str,
    typed: Mapping[str, Any],
    *,
    actor: Identity,
    store: Store,
    clock: Clock,
) -> Document:
    """The node after the change; ``typed`` holds name, code, parent_id or status as they shall be.

    Everything below gets its new path, or is closed too, in the same transaction, each with its
    event. People, teams and roles below a moved node follow within seconds (follow_moves).
    Raises OutOfScope, MovedUnderItself, LevelMisplaced, ParentClosed, OrganisationExists.
    """

    def work(session: ClientSession) -> Document:
        store.organisations.lock(session)
        at = clock()
        node = store.organisations.get(organisation_id, session)
        actor.must_reach("administrator", node["path"])
        below = store.organisations.below(node["path"], session)
        wanted = {key: typed[key] for key in ("name", "status") if key in typed}
        if "code" in typed:
            wanted["code"] = read_code(node["level"], typed["code"], is_district)
        if typed.get("parent_id", node["parent_id"]) != node["parent_id"]:
            wanted |= _move(node, below, typed["parent_id"], actor, store, session)
            wanted["moved_from"] = [*node.get("moved_from", ()), {"path": node["path"], "at": at}]
        if wanted.get("status") == "active":
            _check_parent_open({**node, **wanted}, store, session)
        _carry(node, below, wanted, at, store, session)
        changes = {key: value for key, value in wanted.items() if node.get(key) != value}
        if not changes:
            return node
        return store.organisations.change(node, changes, at=at, session=session)

    return store.transaction(work)


def _move(
    node: Document,
    below: list[Document],
    parent_id: str,
    actor: Identity,
    store: Store,
    session: ClientSession,
) -> dict[str, Any]:
    parent = store.organisations.chosen(parent_id, session, field="parent_id")
    actor.must_reach("administrator", parent["path"])
    depth = len(ids_of(node["path"]))
    deepest = max((len(ids_of(one["path"])) - depth for one in below), default=0)
    check_move(node, parent, deepest)
    return {"parent_id": parent_id, "path": path_of(node["_id"], parent)}


def _carry(
    node: Document,
    below: list[Document],
    wanted: Mapping[str, Any],
    at: datetime,
    store: Store,
    session: ClientSession,
) -> None:
    """Take everything below along: to its new path, and into closing (not into opening)."""
    for one in below:
        changes: dict[str, Any] = {}
        if "path" in wanted:
            changes["path"] = moved(one["path"], node["path"], wanted["path"])
        if wanted.get("status") == "closed" and one["status"] != "closed":
            changes["status"] = "closed"
        if changes:
            store.organisations.change(one, changes, at=at, session=session)


def _check_parent_open(node: Mapping[str, Any], store: Store, session: ClientSession) -> None:
    if node["parent_id"] is None:
        return
    if store.organisations.get(node["parent_id"], session)["status"] != "active":
        raise ParentClosed(field="status")
