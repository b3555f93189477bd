"""Registration by a coordinator, with the volunteer's consent (Measures, article 6)."""

from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def enter_volunteer(
    asked: Registration, *, actor: Identity, store: Store, own: VolunteerSettings, clock: Clock
) -> Document:
    """The new record; it can sign in once she has used a sign-in code.

    Raises OutOfScope, and what register_volunteer raises.
    """
    organisation = store.organisations.chosen(asked.organisation_id, field="organisation_id")
    actor.must_reach("coordinator", organisation["path"])
    return register_volunteer(asked, store=store, own=own, clock=clock, by=actor.volunteer_id)
