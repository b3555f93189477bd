"""/office/activities/import: lists of activities, looked at first and decided upon afterwards."""

from services.activities.operations.draft_activity import UnknownOrganisation
from services.activities.operations.import_activities import ImportActivities
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.imports.pages import Desk
from shared.imports.pages import pages as import_pages
from shared.pages import Both, Pages
from shared.web import current

_MOST_UNITS = 500


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """For coordinators, and their own organisations; see shared.imports.pages."""

    def scope_of(organisation_id: str) -> str:
        found = store.copies.organisation(organisation_id)
        if found is None or found["status"] != "active":
            raise UnknownOrganisation(field="organisation_id")
        return str(found["path"])

    def organisations() -> list[tuple[str, str]]:
        paths = current().paths("coordinator")
        found = store.copies.organisations_within(paths, _MOST_UNITS)
        return [(unit["_id"], unit["name"]) for unit in found]

    desk = Desk(
        importer=ImportActivities(store, clock, own),
        href="/office/activities/import",
        title=Both("导入活动", "Import activities"),
        back=("/office", Both("办公", "Office")),
        scope_of=scope_of,
        organisations=organisations,
        database=store.database,
        clock=clock,
    )
    return import_pages(desk)
