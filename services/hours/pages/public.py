"""/public: the figures everybody may see, and the piece of them the front page shows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from services.hours.store import Store
from services.hours.views.public_figures import public_figures
from shared.clock import Clock
from shared.pages import Pages, fragment, show, t
from shared.pages.words import minutes
from shared.web import allow

_KEPT = timedelta(minutes=1)
Figures = dict[str, Any]


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """The page and the piece; both from one count a minute, however many look."""
    rooms = Pages("public", __name__)
    figures = _kept(lambda now: public_figures(now, store=store), clock, zone)

    @rooms.get("/public")
    @allow("public")
    def page() -> Response:
        """This month, the last twelve, people, teams, honours."""
        found = figures()
        return show(
            "hours/public.html",
            title=t("公开数字", "Public figures"),
            bars=[(one["month"], one["minutes"], _text(one)) for one in found["months"]],
            **found,
        )

    @rooms.get("/hours/parts/public")
    @allow("public")
    def part() -> Response:
        """The same, small."""
        return fragment("hours/parts/public.html", **figures())

    return rooms


def _text(month: Figures) -> str:
    times = t(f"{month['attendances']:,} 人次", f"{month['attendances']:,} attendances")
    return f"{minutes(month['minutes'])} · {times}"


def _kept(read: Callable[[datetime], Figures], clock: Clock, zone: ZoneInfo) -> Any:
    """``read``, at most once a minute in a process; two at once may both read."""
    last: list[tuple[datetime, Figures]] = []

    def figures() -> Figures:
        now = clock()
        if last and timedelta() <= now - last[0][0] < _KEPT:
            return last[0][1]
        found = read(now.astimezone(zone))
        last[:] = [(now, found)]
        return found

    return figures
