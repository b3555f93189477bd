"""/ : what is on soon with free places, and my next shift."""

from flask import Response

from services.activities.pages.sign_up_words import check_in_time, state
from services.activities.store import Store
from services.activities.views import finding
from shared.clock import Clock
from shared.pages import Pages, show, t
from shared.web import allow, current_or_none

_CARDS = 12
_KINDS = 8


def pages(store: Store, clock: Clock) -> Pages:
    """The front page; public, with what is one's own on top."""
    rooms = Pages("front", __name__)

    @rooms.get("/")
    @allow("public")
    def front() -> Response:
        now, me = clock(), current_or_none()
        mine = store.mine.next(me.volunteer_id, now) if me else None
        return show(
            "activities/front.html",
            title=t("近期志愿活动", "Volunteering near you"),
            cards=finding.soon(store=store, now=now, most=_CARDS),
            kinds=store.programme.kinds(now)[:_KINDS],
            mine=mine,
            state=state,
            at_the_door=mine is not None and check_in_time(mine, now),
        )

    return rooms
