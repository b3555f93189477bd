"""/public: the figures everybody may see, and the piece of them the front page shows."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from services.hours.store import Store
from services.hours.views.public_figures import figures_lately
from shared.clock import Clock
from shared.pages import Pages, fragment, show, t
from shared.pages.words import minutes
from shared.web import allow


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """The page and the piece; both from one count a minute, however many look."""
    rooms = Pages("public", __name__)

    @rooms.get("/public")
    @allow("public")
    def page() -> Response:
        """This month, the last twelve, people, teams, honours."""
        found = figures_lately(clock().astimezone(zone), store=store)
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
        found = figures_lately(clock().astimezone(zone), store=store)
        return fragment("hours/parts/public.html", **found)

    return rooms


def _text(month: Mapping[str, Any]) -> str:
    times = t(f"{month['attendances']:,} 人次", f"{month['attendances']:,} attendances")
    return f"{minutes(month['minutes'])} · {times}"
