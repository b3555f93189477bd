"""Begin an installation: the first tree and the first people with their roles.

Nobody is there yet to ask for it, so it is no route: the set-up calls it with this service's own
settings. Running it again changes nothing, also not what was changed since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.volunteers.domain.organisations import check_place, read_code
from services.volunteers.domain.roles import ROLES
from services.volunteers.operations.add_organisation import new_node
from services.volunteers.operations.register_volunteer import Registration, build_person
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.districts import is_district
from services.volunteers.store.organisations import UnknownOrganisation
from services.volunteers.store.people import UnknownVolunteer
from services.volunteers.store.phones import read_phone
from shared.clock import Clock
from shared.ids import id_from
from shared.storage.mongo import Document


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """``registration`` holds the fields of Registration without organisation and consent.

    ``organisation`` is a name of the tree; ``roles`` are pairs of role and name of the tree.
    """

    registration: Mapping[str, Any]
    organisation: str
    roles: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """``tree`` is {"name", "level", "code"?, "children"?: […]}; names in it are unique."""

    tree: Mapping[str, Any]
    people: Sequence[FirstPerson]


@dataclass(frozen=True, slots=True)
class Founded:
    """Organisations by name; people in the order of the plan."""

    organisations: dict[str, Document]
    people: list[Document]


def found_first_organisation(
    plan: Beginning, *, store: Store, own: VolunteerSettings, clock: Clock
) -> Founded:
    """The tree and people as they are now. Raises refusals when the plan itself is wrong."""
    store.ready()
    at = clock()
    tree: dict[str, Document] = {}
    _plant(plan.tree, None, (), tree, store, at)
    people = [_settle(person, tree, store, own, at) for person in plan.people]
    return Founded(tree, people)


def _plant(
    wanted: Mapping[str, Any],
    parent: Document | None,
    above: tuple[str, ...],
    tree: dict[str, Document],
    store: Store,
    at: datetime,
) -> None:
    """A node, unless it is there already, and all below it."""
    name = wanted["name"]
    if name in tree:
        raise ValueError(f"two organisations of the plan are called {name}")
    names = (*above, name)
    node_id = id_from("first organisation", *names)
    try:
        node = store.organisations.get(node_id)
    except UnknownOrganisation:
        check_place(wanted["level"], parent)
        code = read_code(wanted["level"], wanted.get("code"), is_district)
        node = new_node(node_id, name, wanted["level"], code, parent, at)
        store.organisations.insert(node, at)
    tree[name] = node
    for child in wanted.get("children", ()):
        _plant(child, node, names, tree, store, at)


def _settle(
    wanted: FirstPerson,
    tree: Mapping[str, Document],
    store: Store,
    own: VolunteerSettings,
    at: datetime,
) -> Document:
    """A person with roles and password in one write, unless she is there already."""
    asked = Registration(
        **wanted.registration,
        organisation_id=tree[wanted.organisation]["_id"],
        consent_version=own.consent_version,
    )
    person_id = id_from("first person", read_phone(asked.phone, own.phone_region), asked.name)
    try:
        return store.people.get(person_id)
    except UnknownVolunteer:
        person = build_person(
            asked,
            person_id=person_id,
            organisation=tree[wanted.organisation],
            store=store,
            own=own,
            at=at,
            by=None,
        )
    person["grants"] = [_grant(role, tree[name], at) for role, name in wanted.roles]
    if asked.password is not None:
        person["password_hash"] = store.passwords.hash(asked.password)
    store.people.insert(store.people.complete(person, at))
    return store.people.get(person_id)


def _grant(role: str, organisation: Document, at: datetime) -> Document:
    if role not in ROLES:
        raise ValueError(f"no role is called {role}")
    return {
        "role": role,
        "organisation_id": organisation["_id"],
        "organisation_path": organisation["path"],
        "by": None,
        "at": at,
    }
