"""/public: the figures everybody may see, and the piece of them the front page shows."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from services.hours.pages.keeping import Kept
from services.hours.store import Store
from services.hours.views.public_figures import public_figures
from shared.clock import Clock
from shared.pages import Pages, fragment, show, t
from shared.pages.words import minutes
from shared.web import allow

_LASTING = timedelta(minutes=1)


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """The page and the piece; both from one count a minute, however many look."""
    rooms, kept = Pages("public", __name__), Kept(clock, _LASTING)

    def lately() -> dict[str, Any]:
        now = clock().astimezone(zone)
        found: dict[str, Any] = kept.of(
            (now.year, now.month), lambda: public_figures(now, store=store)
        ).found
        return found

    @rooms.get("/public")
    @allow("public")
    def page() -> Response:
        """This month, the last twelve, people, teams, honours."""
        found = lately()
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
        found = lately()
        return fragment("hours/parts/public.html", **found)

    return rooms


def _text(month: Mapping[str, Any]) -> str:
    times = t(f"{month['attendances']:,} 人次", f"{month['attendances']:,} ×")
    return f"{minutes(month['minutes'])} · {times}"
