"""/office/people/import: a list is looked at, decided upon, and comes in."""

from services.volunteers.operations.import_volunteers import ImportVolunteers
from services.volunteers.pages import choosing
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import organisations as views
from shared.clock import Clock
from shared.imports import pages as imports
from shared.pages import Both, Form, Pages
from shared.web import current


def pages(store: Store, clock: Clock, own: VolunteerSettings) -> Pages:
    """The pages every import has, with the columns of volunteers."""

    def scope_of(organisation_id: str) -> str:
        path: str = store.organisations.chosen(organisation_id, field="organisation_id")["path"]
        return path

    def mine() -> list[tuple[str, str]]:
        """All of my scope; of a large one where it begins, as each row may name its own."""
        paths = current().paths("coordinator")
        choice = choosing.organisations(store, Form(), paths)
        tops = views.tops(store, paths) if choice.searched else []
        return [(one["organisation_id"], one["name"]) for one in tops] or choice.options

    desk = imports.Desk(
        importer=ImportVolunteers(store, own, clock),
        href="/office/people/import",
        title=Both("导入志愿者名单", "Import volunteers"),
        back=("/office/people", Both("志愿者", "Volunteers")),
        scope_of=scope_of,
        organisations=mine,
        database=store.database,
        clock=clock,
    )
    return imports.pages(desk)
