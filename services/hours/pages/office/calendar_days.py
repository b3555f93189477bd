"""Working days: what is announced, and what an administrator says of a day."""

from datetime import date
from typing import Any

from flask import Response
from marshmallow import fields

from services.hours.http.calendar import DayArgs, DayBody, of_all
from services.hours.pages.office.desk import Desk, asked, to_office
from services.hours.views.notice.calendar import year_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Input, QueryNumber

HREF = "/office/hours/calendar"


class YearArgs(Input):
    year = QueryNumber(load_default=None, min=2017, max=2100)


class Said(DayBody):
    """As a choice of two, which leaves no third way."""

    working = fields.Boolean(required=True)


def pages(desk: Desk) -> Pages:
    """A year; an administrator of the whole tree says more."""
    room = Pages("calendar_days", __name__, url_prefix=HREF)

    @room.route("", methods=["GET", "POST"])
    @allow("organiser")
    def year() -> Response:
        shown = asked(YearArgs())["year"] or desk.today.year
        form = Form({"day": desk.today, "working": "no"})
        if form.sent and form.attempt(lambda: _say(form, desk)):
            return done(f"{HREF}?year={form.result.year}", "已保存。", "Saved.")
        found = year_of(shown, store=desk.store, language=language())
        return show(
            "hours/office/calendar.html", title=t("工作日历", "Working days"), form=form,
            status=form.status, may=current().has("administrator"), back=to_office(), **found,
        )  # fmt: skip

    @room.post("/forget")
    @allow("administrator")
    def forget() -> Response:
        form = Form()
        if form.attempt(lambda: _forget(form, desk)):
            return done(f"{HREF}?year={form.result.year}", "已恢复。", "As announced again.")
        return done(HREF, "没有改动。", "Nothing was changed.")

    return room


def _say(form: Form, desk: Desk) -> date:
    by, body = of_all(desk.store), form.load(Said())
    desk.store.calendar.say(**body, by=by.volunteer_id, at=desk.clock())
    day: date = body["day"]
    return day


def _forget(form: Form, desk: Desk) -> Any:
    of_all(desk.store)
    day = form.load(DayArgs())["day"]
    desk.store.calendar.forget(day)
    return day
