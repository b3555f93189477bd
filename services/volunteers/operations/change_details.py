"""Change a volunteer's record; errors are put right (Measures, articles 12 and 13)."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pymongo.errors import DuplicateKeyError

from services.volunteers.domain import documents, names, roles, volunteers
from services.volunteers.domain.ages import Ages, check_age
from services.volunteers.domain.days import read_day
from services.volunteers.domain.organisations import read_area
from services.volunteers.operations.register_volunteer import read_guardian
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.districts import is_district
from services.volunteers.store.phones import read_phone
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document

_WORD_LISTS = ("skills", "service_kinds", "qualifications")
_AS_GIVEN = ("sex", "email", "wants_email", "language")


def change_details(
    volunteer_id: str,
    typed: Mapping[str, Any],
    *,
    actor: Identity,
    store: Store,
    own: VolunteerSettings,
    clock: Clock,
) -> Document:
    """The record after the change; ``typed`` holds only what shall change.

    The routes decide which fields: a volunteer's own, or with a coordinator also name, sex, birth
    date, document, guardian and qualifications; these last are never one's own to give. Raises
    OutOfScope, RanksAbove, OwnQualification, AlreadyRegistered, StandingUnfit, and refusals that
    name the field.
    """
    if actor.volunteer_id == volunteer_id and "qualifications" in typed:
        raise volunteers.OwnQualification(field="qualifications")

    def work() -> Document:
        person = store.people.get(volunteer_id)
        _check_actor(person, actor, store)
        if person["status"] == "left":
            raise volunteers.StandingUnfit()
        wanted = _read(person, typed, store, own, clock)
        if "organisation_path" in wanted and actor.volunteer_id != volunteer_id:
            actor.must_reach("coordinator", wanted["organisation_path"])
        changes = {key: value for key, value in wanted.items() if person[key] != value}
        if not changes:
            return person
        told = "qualifications" if set(changes) == {"qualifications"} else "details"
        try:
            return store.people.change(person, changes, told=told, at=clock())
        except DuplicateKeyError:
            raise volunteers.AlreadyRegistered() from None

    changed = again(work)
    store.accesses.note(actor.volunteer_id, [volunteer_id], "change", clock())
    return changed


def _check_actor(person: Document, actor: Identity, store: Store) -> None:
    if actor.volunteer_id != person["_id"]:
        actor.must_reach("coordinator", person["organisation_path"])
        roles.check_rank(store.people.authority(actor.volunteer_id), person)


def _read(
    person: Document,
    typed: Mapping[str, Any],
    store: Store,
    own: VolunteerSettings,
    clock: Clock,
) -> dict[str, Any]:
    """The fields in their one spelling, each checked alone and together with the others."""
    wanted = {key: typed[key] for key in _AS_GIVEN if key in typed}
    for key in _WORD_LISTS:
        if key in typed:
            wanted[key] = volunteers.words(typed[key], field=key)
    if "name" in typed:
        wanted["name"] = names.read_name(typed["name"])
    if "phone" in typed:
        wanted["phone"] = read_phone(typed["phone"], own.phone_region)
    if "residence_code" in typed:
        wanted["residence_code"] = read_area(typed["residence_code"], is_district)
    if "organisation_id" in typed:
        chosen = store.organisations.chosen(typed["organisation_id"], field="organisation_id")
        wanted |= {"organisation_id": chosen["_id"], "organisation_path": chosen["path"]}
    if typed.keys() & {"sex", "birth_date", "identity", "guardian"}:
        wanted |= _read_real_person(person, typed, store, own, clock)
    whole = {**person, **wanted}
    volunteers.check_mail(whole["email"], whole["wants_email"])
    return wanted


def _read_real_person(
    person: Document,
    typed: Mapping[str, Any],
    store: Store,
    own: VolunteerSettings,
    clock: Clock,
) -> dict[str, Any]:
    """Birth date, sex, document and guardian, held against each other as at registration."""
    at = clock()
    wanted: dict[str, Any] = {}
    if "identity" in typed:
        given = typed["identity"]
        document = documents.read_document(
            given["kind"], given["number"], given.get("country") or ""
        )
        if document != store.vault.open(person["identity"], person["_id"]):
            wanted["identity"] = store.vault.seal(document, person["_id"])
    else:
        document = store.vault.open(person["identity"], person["_id"])
    if "guardian" in typed:
        guardian = read_guardian(typed["guardian"], own, at)
        if not _same_but_for_the_moment(guardian, person["guardian"]):
            wanted["guardian"] = guardian
    birth_date = read_day(typed.get("birth_date", person["birth_date"]))
    documents.compare(document, birth_date, typed.get("sex", person["sex"]))
    ages = Ages(own.minimum_age, own.accompanied_age, own.guardian_age)
    today = at.astimezone(ZoneInfo(own.timezone)).date()
    check_age(birth_date, today, wanted.get("guardian", person["guardian"]), ages)
    return {**wanted, "birth_date": birth_date.isoformat()}


def _same_but_for_the_moment(
    one: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> bool:
    """The same guardian sent again has not consented again."""
    return {**(one or {}), "consented_at": None} == {**(other or {}), "consented_at": None}
