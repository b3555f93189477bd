"""/imports/volunteers: lists of volunteers, for coordinators."""

from flask_smorest import Blueprint

from services.volunteers.operations.import_volunteers import ImportVolunteers
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.imports import http


def blueprint(store: Store, clock: Clock, own: VolunteerSettings) -> Blueprint:
    """Template, upload, job and error sheet; see shared.imports.http."""

    def scope_of(organisation_id: str) -> str:
        path: str = store.organisations.chosen(organisation_id, field="organisation_id")["path"]
        return path

    importer = ImportVolunteers(store, own, clock)
    return http.blueprint(importer, scope_of, database=store.database, clock=clock)
