"""Draft an activity, afresh or as a copy of another; nobody but organisers sees it yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pymongo.errors import DuplicateKeyError

from services.activities.domain import drafting
from services.activities.domain.missing import NoSuchActivity
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.activities import searchable
from shared.auth import Identity
from shared.clock import Clock
from shared.context import command_key
from shared.ids import command_id, new_id
from shared.refusal import Invalid, NotYet
from shared.storage.mongo import Document

DEFAULTS: Mapping[str, Any] = {
    "description": "",
    "risks": "",
    "bodily_risk": False,
    "insurance": None,
    "bring": "",
    "address": "",
    "point": None,
    "contact": None,
    "mode": "first_come",
    "opens_at": None,
    "closes_at": None,
    "minimum_age": None,
    "maximum_age": None,
    "qualifications": [],
    "team_ids": [],
    "check_in": {"location": False, "radius": None},
    "shifts": [],
}


class OrganisationNotYet(NotYet):
    """Raised when an organisation the caller works for has not arrived here yet."""

    zh = "组织信息正在同步，请稍后重试。"
    en = "The organisation is on its way here. Please try again in a moment."


class UnknownOrganisation(Invalid):
    zh = "没有这个组织，或该组织已撤销。"
    en = "There is no such organisation, or it is closed."


class UnknownPerson(Invalid):
    zh = "您管理的组织中没有这位志愿者。"
    en = "There is no such volunteer in the organisations you work for."


class UnknownTeam(Invalid):
    zh = "没有这支志愿服务队，或已解散。"
    en = "There is no such team, or it is dissolved."


@dataclass(frozen=True, slots=True)
class DraftActivity:
    """``fields``: title, kind, organisation_id and what else of the record's fields is known.

    ``point`` is {latitude, longitude}, or as the record has it in what was ``copied``; shifts are
    [{start, end, roles: [{name, places}]}]. ``key`` is the draft's id where it is known beforehand.
    """

    fields: Mapping[str, Any]
    by: Identity
    copied: Document | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class CopyActivity:
    activity_id: str
    by: Identity


def draft_activity(
    message: DraftActivity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The new draft. A repeated command finds the draft of the first.

    Raises OutOfScope, EndBeforeStart and the other refusals of drafting, Unknown….
    """
    fields = {
        **DEFAULTS,
        "person_in_charge_id": message.by.volunteer_id,
        "withdrawal_minutes": settings.withdrawal_minutes,
        **message.fields,
    }
    if fields["point"] and "latitude" in fields["point"]:
        fields["point"] = as_point(fields["point"])
    draft = replace(message, fields=fields)
    return _insert(draft, store=store, clock=clock, settings=settings)


def copy_activity(
    message: CopyActivity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """A new draft that says the same. Raises NoSuchActivity, OutOfScope."""
    old = store.activities.get(message.activity_id)
    if old is None:
        raise NoSuchActivity()
    message.by.must_reach("organiser", old["organisation_path"])
    draft = DraftActivity(drafting.as_copy(old), message.by, copied=old)
    return _insert(draft, store=store, clock=clock, settings=settings)


def _insert(
    message: DraftActivity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    fields, by, copied = message.fields, message.by, message.copied
    path = organisation_path(fields["organisation_id"], by, store)
    by.must_reach("organiser", path)
    check_known(fields, by, store, before=copied)
    activity = drafting.compose(fields, new_id)
    drafting.check(activity, settings.longest_shift_hours, settings.location_people)
    activity |= {
        "_id": message.key or command_id(),
        "status": "draft",
        "organisation_path": path,
        "search": searchable(activity["title"]),
        "reason": None,
        "copied_from": copied and copied["_id"],
        "created_by": by.volunteer_id,
        "created_at": clock(),
        "published_at": None,
        "ended_at": None,
        "revision": 1,
    }
    if message.key:
        activity["drafted_under"] = command_key.get()
    try:
        store.activities.insert(activity)
    except DuplicateKeyError:
        return store.activities.get(activity["_id"]) or activity
    return activity


def as_point(given: Mapping[str, float] | None) -> Document | None:
    """GeoJSON from latitude and longitude."""
    if given is None:
        return None
    return {"type": "Point", "coordinates": [given["longitude"], given["latitude"]]}


def organisation_path(organisation_id: str, by: Identity, store: Store) -> str:
    """Where the organisation stands in the tree. Raises OrganisationNotYet, UnknownOrganisation."""
    found = store.copies.organisation(organisation_id)
    if found is None and any(f"/{organisation_id}/" in path for path in by.paths("organiser")):
        raise OrganisationNotYet()
    if found is None or found["status"] != "active":
        raise UnknownOrganisation(field="organisation_id")
    path: str = found["path"]
    return path


def check_known(
    fields: Mapping[str, Any], by: Identity, store: Store, *, before: Document | None
) -> None:
    """The person in charge and the teams must be known here. Raises Unknown….

    The person in charge is the caller, somebody of her scope, or who it was ``before``: the name
    and phone of whoever is in charge are shown to people who sign up.
    """
    person = fields["person_in_charge_id"]
    if person not in (by.volunteer_id, before and before["person_in_charge_id"]):
        found = store.people.get(person)
        if found is None or not by.reaches("organiser", found["organisation_path"]):
            raise UnknownPerson(field="person_in_charge_id")
    teams = store.copies.teams(fields["team_ids"])
    for place, team_id in enumerate(fields["team_ids"]):
        if team_id not in teams or teams[team_id]["status"] != "active":
            raise UnknownTeam(field=f"team_ids.{place}")
