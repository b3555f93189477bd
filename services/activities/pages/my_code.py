"""/my/code: a volunteer's own code of today, for the organiser's phone."""

from flask import Response

from services.activities.operations.prepare_roster import personal_codes
from services.activities.pages.screen import svg
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages, show, t
from shared.web import allow, current


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """It names her and the day; that she is there, the organiser sees."""
    room = Pages("my_code", __name__, url_prefix="/my/code")
    codes = personal_codes(own)

    @room.get("")
    @allow("volunteer")
    def page() -> Response:
        """The code, with name and number below it."""
        her = store.people.get(current().volunteer_id)
        return show(
            "activities/my_code.html",
            title=t("我的码", "My code"),
            back=("/my/shifts", t("我的班次", "My shifts")),
            name=her["name"] if her else "",
            number=current().number,
            today=clock(),
        )

    @room.get("/today.svg")
    @allow("volunteer")
    def picture() -> Response:
        """The QR picture."""
        day = clock().astimezone(own.zone).date()
        return svg(codes.of(current().volunteer_id, day))

    return room
