"""Add an organisation to the tree."""

from dataclasses import dataclass
from datetime import datetime

from pymongo.client_session import ClientSession

from services.volunteers.domain.organisations import check_place, path_of, read_code
from services.volunteers.store import Store
from services.volunteers.store.districts import is_district
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """What was typed. ``code`` is of GB/T 2260, or its 9 or 12 digits for towns and villages."""

    name: str
    level: str
    parent_id: str
    code: str | None = None


def add_organisation(
    asked: NewOrganisation, *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """The new node. Raises OutOfScope, NoSuchOrganisation, LevelMisplaced, CodeUnknown,
    OrganisationExists."""
    store.ready()
    node_id = command_id()

    def work(session: ClientSession) -> Document:
        store.organisations.lock(session)
        if mine := store.organisations.find(node_id, session):
            return mine
        parent = store.organisations.chosen(asked.parent_id, session, field="parent_id")
        actor.must_reach("administrator", parent["path"])
        check_place(asked.level, parent)
        code = read_code(asked.level, asked.code, is_district)
        node = new_node(node_id, asked.name, asked.level, code, parent, clock())
        store.organisations.insert(node, node["created_at"], session)
        return node

    return store.transaction(work)


def new_node(
    node_id: str, name: str, level: str, code: str | None, parent: Document | None, at: datetime
) -> Document:
    """The record of a new organisation."""
    return {
        "_id": node_id,
        "name": name,
        "level": level,
        "code": code,
        "parent_id": parent["_id"] if parent else None,
        "path": path_of(node_id, parent),
        "status": "active",
        "revision": 1,
        "created_at": at,
    }
