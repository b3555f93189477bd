"""/hours/long-days: days over the limit, what waits for approval of them, and what was decided."""

from flask import Response

from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.rules.long_days import long_days_of
from shared.pages import Pages, show, t
from shared.web import allow, current

HREF = "/hours/long-days"


def pages(store: Store) -> Pages:
    """My own long days, the latest first."""
    rooms = Pages("long_days", __name__, url_prefix=HREF)

    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        """Each day with its services and decisions."""
        found = long_days_of(current().volunteer_id, cursor(), LINES, store=store)
        return show(
            "hours/long_days.html",
            title=t("超过每日上限的日子", "Days over the daily limit"),
            back=("/hours", t("我的时间", "My hours")),
            items=found["items"],
            next_href=onward(HREF, found["next_cursor"]),
        )

    return rooms
