"""/activities : all that is on, by day, kind, district, free places and words."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.activities.http.inputs import ActivitiesArgs
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import activities as views
from services.activities.views import finding
from shared.auth import Identity
from shared.clock import Clock
from shared.pages import Both, Pages, show, t
from shared.web import allow, current_or_none

Plain = dict[str, Any]
_A_PAGE = 20
_DAYS: Mapping[str, Both] = {
    "": Both("任何时间", "Any time"),
    "today": Both("今天", "Today"),
    "week": Both("本周", "This week"),
    "next": Both("下周", "Next week"),
    "month": Both("30天内", "Within 30 days"),
}
_WORDS = ("q", "when", "kind", "district", "near", "free")


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """The list with its filters; a filter nobody knows is as good as none."""
    rooms = Pages("find", __name__)

    @rooms.get("/activities")
    @allow("public")
    def find() -> Response:
        now, me = clock(), current_or_none()
        typed = {word: request.args.get(word, "").strip()[:50] for word in _WORDS}
        bounds = period(typed["when"], now.astimezone(own.zone))
        args = _args(typed, bounds, me, store)
        found = views.activities(args, me, store=store, now=now)
        return show(
            "activities/find.html",
            title=t("找活动", "Find an activity"),
            cards=finding.cards(found["items"], now, bounds),
            typed=typed,
            days={word: str(text) for word, text in _DAYS.items()},
            picked=bounds[0] if bounds and typed["when"] not in _DAYS else None,
            kinds=store.programme.kinds(now),
            districts=finding.districts(store=store, now=now),
            **_turning(typed, found["next_cursor"]),
        )

    return rooms


def _turning(typed: Mapping[str, str], cursor: str | None) -> dict[str, Any]:
    """The addresses of the next and the first page, with the same filters."""
    kept = {word: text for word, text in typed.items() if text}
    first = f"/activities?{urlencode(kept)}" if request.args.get("cursor") else None
    after = f"/activities?{urlencode({**kept, 'cursor': cursor})}" if cursor else None
    return {"next_page": after, "first_page": first, "filtered": bool(kept)}


def _args(
    typed: Mapping[str, str],
    bounds: tuple[datetime, datetime] | None,
    me: Identity | None,
    store: Store,
) -> Plain:
    """As the list of the API takes them."""
    district = typed["district"]
    if typed["near"] and me:
        district = finding.near(me.volunteer_id, store=store) or ""
    asked = {
        "q": typed["q"],
        "kind": typed["kind"],
        "organisation_id": district if len(district) == 24 else "",
        "cursor": request.args.get("cursor", ""),
        "free": "true" if typed["free"] else "",
    }
    args: Plain = ActivitiesArgs().load({name: text for name, text in asked.items() if text})
    args["limit"] = _A_PAGE
    if bounds:
        args["from_"], args["to"] = bounds
    return args


def period(word: str, local: datetime) -> tuple[datetime, datetime] | None:
    """From when to when ``word`` is, seen from ``local``, now in the office's zone: today, week,
    next, month or a day as 2026-11-22; None: whenever."""
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    monday = midnight - timedelta(days=midnight.weekday())
    known = {
        "today": (local, midnight + timedelta(days=1)),
        "week": (local, monday + timedelta(days=7)),
        "next": (monday + timedelta(days=7), monday + timedelta(days=14)),
        "month": (local, midnight + timedelta(days=30)),
    }
    if word in known:
        return known[word]
    try:
        begin = datetime.combine(date.fromisoformat(word), time(), local.tzinfo)
    except ValueError:
        return None
    plausible = abs(begin.year - local.year) <= 50
    return (begin, begin + timedelta(days=1)) if plausible else None
