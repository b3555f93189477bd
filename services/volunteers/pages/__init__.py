"""The pages of the volunteers: one file a subject, thin: form → schema → operation or view."""

from services.volunteers.pages import (
    consent,
    grants,
    health,
    imports,
    me,
    my_account,
    organisations,
    parts,
    people,
    person,
    person_change,
    register,
    renewal,
    sign_in,
    team,
    teams,
)
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: VolunteerSettings
) -> list[Pages]:
    """All pages of this service."""
    return [
        sign_in.pages(store, clock, own),
        renewal.pages(store, clock, own),
        register.pages(store, clock, own),
        me.pages(store, clock, own),
        consent.pages(store, clock, own),
        my_account.pages(store, clock, own),
        people.pages(store, clock),
        person.pages(store, clock, own),
        person_change.pages(store, clock, own),
        teams.pages(store, clock),
        team.pages(store, clock),
        organisations.pages(store, clock),
        grants.pages(store, clock),
        imports.pages(store, clock, own),
        parts.pages(store, clock),
        health.pages(store),
    ]
