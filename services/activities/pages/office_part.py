"""/activities/parts/office: what waits in activities, for the office's start page."""

from flask import Response

from services.activities.store import Store
from services.activities.views.waiting import waiting
from shared.clock import Clock
from shared.pages import Pages, fragment
from shared.web import allow, current


def pages(store: Store, clock: Clock) -> Pages:
    """Numbers within the reader's own subtrees, each with the way to what waits."""
    room = Pages("office_part", __name__, url_prefix="/activities/parts")

    @room.get("/office")
    @allow("organiser")
    def office() -> Response:
        found = waiting(current(), store=store, now=clock())
        return fragment("activities/parts/office.html", waiting=found)

    return room
