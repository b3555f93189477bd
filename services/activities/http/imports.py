"""/imports/activities: lists of activities, for coordinators."""

from flask_smorest import Blueprint

from services.activities.operations.draft_activity import UnknownOrganisation
from services.activities.operations.import_activities import ImportActivities
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.imports import http
from shared.settings import Settings


def blueprint(store: Store, clock: Clock, settings: Settings, own: ActivitySettings) -> Blueprint:
    """Template, upload, job and error sheet; see shared.imports.http."""

    def scope_of(organisation_id: str) -> str:
        found = store.copies.organisation(organisation_id)
        if found is None or found["status"] != "active":
            raise UnknownOrganisation(field="organisation_id")
        path: str = found["path"]
        return path

    importer = ImportActivities(store, clock, own)
    return http.blueprint(importer, scope_of, database=store.database, clock=clock)
