"""/onsite/<shift_id>: how it stands in the square, and the way to screen, roll and kept list."""

from typing import Any

from flask import Response

from services.activities.operations.see_shift import see_shift
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages, answer, show, t
from shared.web import allow, current


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to all who are signed in: a person in charge needs no role."""
    room = Pages("onsite", __name__, url_prefix="/onsite")

    @room.get("/<string:shift_id>")
    @allow("volunteer")
    def square(shift_id: str) -> Response:
        """Who is there, live; and where to go on."""
        shift = see_shift(shift_id, current(), store=store, settings=own)
        return show(
            "activities/onsite.html",
            title=t("现场", "On site"),
            back=(f"/activities/{shift['activity_id']}", shift["title"]),
            shift=shift,
            state=state_of(shift, clock()),
        )

    @room.get("/<string:shift_id>/now")
    @allow("volunteer")
    def now(shift_id: str) -> Response:
        """The counts, for the pages' script."""
        shift = see_shift(shift_id, current(), store=store, settings=own)
        return answer({"counts": shift["counts"]})

    return room


def state_of(shift: dict[str, Any], now: Any) -> str:
    """cancelled, early (check-in is not open), open, over (check-in has ended) or closed (check-out
    too)."""
    if shift["cancelled"] is not None:
        return "cancelled"
    if now < shift["opens_at"]:
        return "early"
    if now < shift["end"]:
        return "open"
    return "over" if now <= shift["closes_at"] else "closed"
