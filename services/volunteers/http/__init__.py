"""Routes: schema → operation → answer. One file a resource."""

from flask_smorest import Blueprint

from services.volunteers.http import (
    grants,
    imports,
    me,
    organisations,
    people,
    registration,
    sessions,
    teams,
)
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock


def blueprints(store: Store, clock: Clock, own: VolunteerSettings) -> list[Blueprint]:
    """All routes of the service, each resource its own blueprint."""
    return [
        registration.blueprint(store, clock, own),
        me.blueprint(store, clock, own),
        people.blueprint(store, clock, own),
        sessions.blueprint(store, clock, own),
        organisations.blueprint(store, clock),
        teams.blueprint(store, clock),
        grants.blueprint(store, clock),
        imports.blueprint(store, clock, own),
    ]
