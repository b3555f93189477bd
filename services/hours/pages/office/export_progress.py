"""/office/reports/export/now: how far the export has come that she waits for."""

from flask import Response

from services.hours.pages.office.desk import Desk
from shared.pages import Pages, answer
from shared.web import allow, current


def pages(desk: Desk) -> Pages:
    """What the script of the page asks once a second."""
    room = Pages("export_progress", __name__, url_prefix="/office/reports/export")

    @room.get("/now")
    @allow("coordinator")
    def now() -> Response:
        """{rows, made} of her last export; ``made``: nothing more is written."""
        found = desk.store.people.last_export(current().volunteer_id) or {}
        return answer({"rows": found.get("rows", 0), "made": found.get("made", True)})

    return room
