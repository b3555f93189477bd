"""/my/shifts/calendar : my shifts in the phone's own calendar, under an address nobody guesses."""

import hashlib
from datetime import timedelta
from typing import Any

from flask import Response, redirect, request

from services.activities.domain.calendar_keys import (
    NoSuchCalendar,
    calendar_key,
    read_calendar_key,
)
from services.activities.operations.renew_calendar import RenewCalendar, renew_calendar
from services.activities.pages.calendar_file import calendar_file
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages, done, show, t
from shared.refusal import NotFound
from shared.storage.mongo import Document
from shared.web import allow, current

_BACK = timedelta(days=60)
_MOST = 500
_FEED = "/my/shifts/calendar.ics"


def pages(store: Store, clock: Clock, own: ActivitySettings, public_url: str) -> Pages:
    """The feed, and the page that tells its address. ``public_url``: of this site, without /."""
    rooms = Pages("calendar_feed", __name__, url_prefix="/my/shifts")
    secret = own.code_secret.encode()
    _feed(rooms, store, clock, own, public_url)

    @rooms.get("/calendar")
    @allow("volunteer")
    def address() -> Response:
        person = store.people.get(current().volunteer_id) or {}
        key = calendar_key(secret, current().volunteer_id, person.get("calendar_turn", 0))
        url = f"{public_url}{_FEED}?key={key}" + t("", "&lang=en")
        return show(
            "activities/calendar_feed.html",
            title=t("把班次放进手机日历", "Your shifts in your own calendar"),
            back=("/my/shifts", t("我的班次", "My shifts")),
            url=url,
            subscribe="webcal:" + url.partition(":")[2],
        )

    @rooms.post("/calendar/renew")
    @allow("volunteer")
    def renew() -> Any:
        renew_calendar(RenewCalendar(current().volunteer_id), store=store)
        zh = "地址已更换，旧地址不再有效。请在日历中重新订阅。"
        en = "The address is new and the old one is dead. Please subscribe again."
        return done("/my/shifts/calendar", zh, en)

    @rooms.get("/calendar/renew")
    @allow("volunteer")
    def come_back() -> Any:
        """Where a browser lands that signed in on the way."""
        return redirect("/my/shifts/calendar", 303)

    return rooms


def _feed(rooms: Pages, store: Store, clock: Clock, own: ActivitySettings, public_url: str) -> None:
    secret = own.code_secret.encode()

    @rooms.get("/calendar.ics")
    @allow("public")
    def feed() -> Response:
        """For calendars, which do not sign in: the key says whose. Unchanged is 304."""
        try:
            person = _whose(request.args.get("key", ""), secret, store)
        except NotFound as no:
            return Response(no.text("en"), 404, mimetype="text/plain")
        rows = store.mine.since(person["_id"], clock() - _BACK, _MOST)
        english = request.args.get("lang") == "en"
        text = calendar_file(rows, own.zone, public_url, english=english)
        answer = Response(text, mimetype="text/calendar")
        answer.headers["Content-Disposition"] = "inline; filename=kindhours.ics"
        answer.headers["Cache-Control"] = "private, max-age=300"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.set_etag(hashlib.sha256(text).hexdigest()[:32])
        answer.make_conditional(request)
        return answer


def _whose(key: str, secret: bytes, store: Store) -> Document:
    """The person of a key. Raises NoSuchCalendar, also for one who has left or is suspended."""
    volunteer_id, turn = read_calendar_key(secret, key)
    person = store.people.get(volunteer_id)
    if not person or person["status"] != "active" or person.get("calendar_turn", 0) != turn:
        raise NoSuchCalendar()
    return person
