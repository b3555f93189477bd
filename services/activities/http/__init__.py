"""Routes: schema → operation → answer. One file a resource."""

from flask_smorest import Blueprint

from services.activities.http import (
    activities,
    check_ins,
    files,
    imports,
    messages,
    rosters,
    sign_ups,
    steps,
)
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: ActivitySettings
) -> list[Blueprint]:
    """All routes of the service, each resource its own blueprint."""
    return [
        imports.blueprint(store, clock, settings, own),
        activities.blueprint(store, clock, own),
        steps.blueprint(store, clock, own),
        sign_ups.blueprint(store, clock, own),
        check_ins.blueprint(store, clock, settings, own),
        rosters.blueprint(store, clock, own),
        messages.blueprint(store, clock, own),
        files.blueprint(store, clock, own),
    ]
