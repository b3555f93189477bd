"""Agree to the statement on personal data as it now reads (Regulations, article 20; Personal
Information Protection Law, article 14: where it changes, consent is asked for anew)."""

from datetime import date
from zoneinfo import ZoneInfo

from services.volunteers.domain import volunteers
from services.volunteers.domain.days import age_on
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def renew_consent(
    version: str, *, actor: Identity, store: Store, own: VolunteerSettings, clock: Clock
) -> Document:
    """The record with the consent, its version and time, beside the earlier ones. Agreed to once,
    it is not noted again. A child's guardian agrees with her. Raises ConsentMissing when another
    wording than the present one was read, StandingUnfit.
    """
    volunteers.check_consent(version, own.consent_version)

    def work() -> Document:
        person = store.people.get(actor.volunteer_id)
        if person["status"] == "left":
            raise volunteers.StandingUnfit()
        if volunteers.has_agreed(person, version):
            return person
        at = clock()
        entry = {"version": version, "at": at, "entered_by": None}
        changes: Document = {"consents": [*person["consents"], entry]}
        today = at.astimezone(ZoneInfo(own.timezone)).date()
        young = age_on(date.fromisoformat(person["birth_date"]), today) < own.guardian_age
        if young and person["guardian"]:
            changes["guardian"] = {**person["guardian"], "consented_at": at}
        return store.people.change_silently(person, changes)

    return again(work)
