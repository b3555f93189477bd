"""Real-name registration (Measures, article 5): by the volunteer herself."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.volunteers.domain import documents, names, numbers, volunteers
from services.volunteers.domain.ages import Ages, check_age
from services.volunteers.domain.days import read_day
from services.volunteers.domain.organisations import read_area
from services.volunteers.domain.passwords import check_password
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.districts import is_district
from services.volunteers.store.people import NumberTaken, SameCommand
from services.volunteers.store.phones import national, read_phone
from services.volunteers.store.spelling import readings
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What was typed, as it was typed. Secrets are kept out of every repr, so out of logs."""

    name: str
    sex: str
    birth_date: str
    identity: Mapping[str, Any] = field(repr=False)
    """{"kind", "number", "country"?}"""
    residence_code: str | None
    phone: object
    organisation_id: str
    consent_version: str | None
    email: str | None = None
    wants_email: bool = False
    language: str = "zh"
    skills: Sequence[str] = ()
    service_kinds: Sequence[str] = ()
    guardian: Mapping[str, Any] | None = None
    """{"name", "relation", "phone", "accompanies"}"""
    password: str | None = field(default=None, repr=False)
    document: documents.IdentityDocument | None = field(default=None, repr=False)
    """Instead of ``identity``, for people of a list whose document is still to come."""


def register_volunteer(
    asked: Registration,
    *,
    store: Store,
    own: VolunteerSettings,
    clock: Clock,
    by: str | None = None,
) -> Document:
    """The new volunteer's record. ``by`` is who enters somebody else with consent (article 6).

    Raises refusals that name the field; AlreadyRegistered when the document is known.
    """
    store.ready()
    organisation = store.organisations.chosen(asked.organisation_id, field="organisation_id")
    at, person_id = clock(), command_id()
    person = build_person(
        asked, person_id=person_id, organisation=organisation, store=store, own=own, at=at, by=by
    )
    holders = set(store.people.registered(person["identity"]["indexes"]).values())
    if holders == {person_id}:
        return store.people.get(person_id)
    # Before a word about the document: a phone that is used up must not let one try documents.
    if len(store.people.of_phone(person["phone"])) >= own.phone_accounts:
        raise volunteers.PhoneOverused(field="phone", most=own.phone_accounts)
    if holders:
        raise volunteers.AlreadyRegistered()
    if asked.password is not None:
        person["password_hash"] = store.passwords.hash(asked.password)
    return _insert(person, at, store)


def build_person(
    asked: Registration,
    *,
    person_id: str,
    organisation: Document,
    store: Store,
    own: VolunteerSettings,
    at: datetime,
    by: str | None,
) -> Document:
    """The record of a registration in which everything is right; nothing is written or read.

    Its password is checked but not hashed; ``store.people.complete`` adds what is derived and the
    event. Raises a refusal for the first thing that is wrong.
    """
    document, birth_date, guardian = _real_person(asked, own, at)
    volunteers.check_consent(asked.consent_version, own.consent_version)
    volunteers.check_mail(asked.email, asked.wants_email)
    name, phone = names.read_name(asked.name), read_phone(asked.phone, own.phone_region)
    if asked.password is not None:
        known = (national(phone), birth_date.strftime("%Y%m%d"), *readings(name))
        check_password(asked.password, personal=known)
    return {
        "_id": person_id,
        "number": numbers.new_number(secrets.randbelow),
        "name": name,
        "sex": asked.sex,
        "birth_date": birth_date.isoformat(),
        "identity": store.vault.seal(document, person_id),
        "residence_code": _residence(asked),
        "phone": phone,
        "skills": volunteers.words(asked.skills, field="skills"),
        "service_kinds": volunteers.words(asked.service_kinds, field="service_kinds"),
        "consents": [{"version": own.consent_version, "at": at, "entered_by": by}],
        "guardian": guardian,
        "organisation_id": organisation["_id"],
        "organisation_path": organisation["path"],
        **{key: getattr(asked, key) for key in ("email", "wants_email", "language")},
        **_beginning(at, by),
    }


def _real_person(
    asked: Registration, own: VolunteerSettings, at: datetime
) -> tuple[documents.IdentityDocument, date, dict[str, Any] | None]:
    """Document, birth date and guardian, held against each other."""
    document = asked.document or documents.read_document(
        asked.identity["kind"], asked.identity["number"], asked.identity.get("country") or ""
    )
    birth_date = read_day(asked.birth_date)
    documents.compare(document, birth_date, asked.sex)
    guardian = read_guardian(asked.guardian, own, at)
    ages = Ages(own.minimum_age, own.accompanied_age, own.guardian_age)
    check_age(birth_date, at.astimezone(ZoneInfo(own.timezone)).date(), guardian, ages)
    return document, birth_date, guardian


def _residence(asked: Registration) -> str | None:
    """The area's code; people of another system's list may give it later, with the document."""
    if asked.document is not None and not asked.residence_code:
        return None
    return read_area(asked.residence_code or "", is_district)


def read_guardian(
    typed: Mapping[str, Any] | None, own: VolunteerSettings, at: datetime
) -> dict[str, Any] | None:
    """Who consents for a child, and that it is recorded now."""
    if typed is None:
        return None
    return {
        "name": names.read_name(typed["name"], field="guardian.name"),
        "relation": typed["relation"],
        "phone": read_phone(typed["phone"], own.phone_region, field="guardian.phone"),
        "accompanies": bool(typed.get("accompanies")),
        "consented_at": at,
    }


def _beginning(at: datetime, by: str | None) -> dict[str, Any]:
    return {
        "status": "active",
        "standings": [],
        "team_ids": [],
        "qualifications": [],
        "grants": [],
        "password_hash": None,
        "sign_in_code": None,
        "provisional_by": None,
        "revision": 1,
        "created_at": at,
        "created_by": by,
    }


def _insert(person: Document, at: datetime, store: Store) -> Document:
    """Insert under a number nobody has."""
    while True:
        whole = store.people.complete(person, at)
        try:
            store.people.insert(whole)
        except NumberTaken:
            person = {**person, "number": numbers.new_number(secrets.randbelow)}
        except (SameCommand, volunteers.AlreadyRegistered):
            holders = store.people.registered(person["identity"]["indexes"])
            return _same_command(person, set(holders.values()), store)
        else:
            return whole


def _same_command(person: Document, holders: set[str], store: Store) -> Document:
    """A command repeated after a lost answer finds its own record; all else is refused."""
    if holders == {person["_id"]}:
        return store.people.get(person["_id"])
    raise volunteers.AlreadyRegistered()
