"""/calendar : a month of activities; a table where there is room, a list by day on a phone."""

from calendar import Calendar
from datetime import date, timedelta

from flask import Response, request

from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import finding
from shared.clock import Clock
from shared.pages import Pages, show, t
from shared.web import allow

_YEARS = range(2000, 2101)


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """The public calendar."""
    rooms = Pages("month", __name__)

    @rooms.get("/calendar")
    @allow("public")
    def month() -> Response:
        today = clock().astimezone(own.zone).date()
        first = month_of(request.args.get("month", ""), today)
        name = t(f"{first.year}年{first.month}月", f"{first:%B %Y}")
        return show(
            "activities/calendar.html",
            title=t(f"活动日历：{name}", f"Calendar: {name}"),
            name=name,
            weeks=Calendar().monthdatescalendar(first.year, first.month),
            days=finding.month(first, own.zone, store=store),
            month=first.month,
            today=today,
            before=f"{first - timedelta(days=1):%Y-%m}",
            after=f"{finding.following(first):%Y-%m}",
        )

    return rooms


def month_of(text: str, today: date) -> date:
    """The first day of the month written 2026-11, else of this one."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if found.year in _YEARS else today.replace(day=1)
