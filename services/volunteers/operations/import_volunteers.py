"""Import volunteers whom an organisation enters with their consent (Measures, article 6)."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.client_session import ClientSession

from services.volunteers.domain import numbers, teams
from services.volunteers.domain.organisations import OrganisationClosed
from services.volunteers.domain.unverified import listed_person, unverified
from services.volunteers.domain.volunteers import ConsentMissing, PhoneOverused
from services.volunteers.operations.import_columns import COLUMNS
from services.volunteers.operations.register_volunteer import Registration, build_person
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.organisations import NoSuchOrganisation
from services.volunteers.store.phones import PhoneUnreadable, read_phone
from shared.clock import Clock
from shared.ids import id_from, new_id
from shared.imports.examination import Entry, Given
from shared.imports.working import run_next
from shared.refusal import Invalid
from shared.storage.mongo import Document

_AS_WRITTEN = ("name", "sex", "residence_code", "phone", "email")


class NoSuchTeam(Invalid):
    zh = "所选组织内没有这支队伍，或有多支同名队伍。"
    en = "There is no such team within the chosen organisation, or more than one."


def import_volunteers(*, store: Store, own: VolunteerSettings, clock: Clock) -> None:
    """The worker's chore: bring in every list that waits."""
    store.ready()
    while run_next(ImportVolunteers(store, own, clock), database=store.database, clock=clock):
        pass


class ImportVolunteers:
    """See shared.imports.examination.Importer; one for each job."""

    name = "volunteers"
    columns = COLUMNS
    group_by = None

    def __init__(self, store: Store, own: VolunteerSettings, clock: Clock) -> None:
        self._store, self._own, self._clock = store, own, clock
        self._phones: Counter[str] = Counter()
        self._asked: dict[str, list[Sequence[str]]] = {}
        self._organisations: dict[str, Document] = {}

    def look_up(self, rows: Sequence[Given]) -> None:
        """How many registered people give the phones of these rows."""
        phones = {phone for row in rows if (phone := self._phone(row.values["phone"]))}
        self._phones |= self._store.lists.phone_counts(phones)

    def entry(self, rows: Sequence[Given], job: Document) -> Entry:
        """One volunteer. Raises what registration raises, and NobodyKnown."""
        values = rows[0].values
        listed = None
        if values["external_id"] or not values["identity_number"]:
            source, listed_as = values["source"], values["external_id"]
            listed = listed_person(job["organisation_id"], source, listed_as)
        person = build_person(
            self._registration(values, listed),
            person_id=new_id(),
            organisation=self._organisation(values["organisation"] or "", job),
            store=self._store,
            own=self._own,
            at=self._clock(),
            by=job["by"],
        )
        keys = list(person["identity"]["indexes"])
        if listed:
            keys.append(id_from("listed person", listed))
            person["imported"] = {"key": keys[-1], "source": source, "job_id": job["_id"]}
        self._check_phone(person["phone"], keys)
        person["team_ids"] = self._teams(values["team"], person, job)
        return Entry(keys, person)

    def known(self, keys: Sequence[str]) -> set[str]:
        """Documents registered before, and people of a list imported before."""
        return set(self._store.people.registered(keys)) | self._store.lists.imported(keys)

    def write(self, records: Sequence[Document], job: Document, session: ClientSession) -> None:
        """All people, each with a number nobody has and its registration told."""
        people, at = self._store.people, self._clock()
        taken = self._store.lists.numbers_taken([record["number"] for record in records])
        for record in records:
            while record["number"] in taken:
                record["number"] = numbers.new_number(secrets.randbelow)
            taken.add(record["number"])
        people.insert_many([people.complete(record, at) for record in records], session)

    def seal(self, data: bytes, job_id: str) -> bytes:
        """The file holds identity numbers: it waits encrypted."""
        return self._store.vault.seal_file(data, job_id)

    def unseal(self, data: bytes, job_id: str) -> bytes:
        return self._store.vault.open_file(data, job_id)

    def _registration(self, values: Mapping[str, Any], listed: str | None) -> Registration:
        """The row as if it had been typed. Raises ConsentMissing."""
        if not values["consent"]:
            raise ConsentMissing(field="consent", version=self._own.consent_version)
        number, kind = values["identity_number"], values["identity_kind"] or "resident_card"
        country = values["identity_country"] or ""
        return Registration(
            **{name: values[name] for name in _AS_WRITTEN},
            birth_date=values["birth_date"].isoformat(),
            identity={"kind": kind, "number": number or "", "country": country},
            document=None if number else unverified(listed or ""),
            organisation_id="",
            consent_version=self._own.consent_version,
            wants_email=bool(values["wants_email"]),
            language=values["language"] or "zh",
            skills=values["skills"] or (),
            service_kinds=values["service_kinds"] or (),
            guardian=_guardian(values),
        )

    def _phone(self, typed: object) -> str | None:
        try:
            return read_phone(typed, self._own.phone_region)
        except PhoneUnreadable:
            return None

    def _check_phone(self, phone: str, keys: Sequence[str]) -> None:
        """Raises PhoneOverused, not for somebody who is registered already."""
        most, registered = self._own.phone_accounts, self._phones[phone]
        asked = self._asked.setdefault(phone, [])
        if registered + len(asked) >= most and not self.known(keys):
            new = [others for others in asked if not self.known(others)]
            if registered + len(new) >= most:
                raise PhoneOverused(field="phone", most=most)
        asked.append(keys)

    def _organisation(self, text: str, job: Document) -> Document:
        if text not in self._organisations:
            self._organisations[text] = self._find(text, job)
        return self._organisations[text]

    def _find(self, text: str, job: Document) -> Document:
        """The open organisation a row names, within the job's scope."""
        organisations, scope = self._store.organisations, job["organisation_path"]
        if not text:
            return organisations.chosen(job["organisation_id"], field="organisation")
        found = organisations.called(text, scope)
        if len(found) != 1:
            raise NoSuchOrganisation(field="organisation")
        if found[0]["status"] != "active":
            raise OrganisationClosed(field="organisation")
        return found[0]

    def _teams(self, name: str | None, person: Document, job: Document) -> list[str]:
        if not name:
            return []
        found = self._store.teams.called(name, job["organisation_path"])
        if len(found) != 1:
            raise NoSuchTeam(field="team")
        return teams.join(found[0], person)


def _guardian(values: Mapping[str, Any]) -> dict[str, Any] | None:
    if not values["guardian_name"]:
        return None
    return {
        "name": values["guardian_name"],
        "relation": values["guardian_relation"] or "other",
        "phone": values["guardian_phone"] or "",
        "accompanies": values["guardian_accompanies"],
    }
