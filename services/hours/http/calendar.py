"""Routes of the calendar of working days: what is announced, and what an office says itself."""

from datetime import date
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.hours.store import Store
from services.hours.views.notice.calendar import year_of
from shared.auth import Identity
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Input, Prose

_DAY = validate.Range(min=date(2017, 1, 1), max=date(2100, 12, 31))


class DayArgs(Input):
    day = fields.Date(required=True, validate=_DAY)


class DayBody(DayArgs):
    """Whether a day is worked, and who said so: the State Council's notice, or a local one."""

    working = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Prose(required=True, min=2, max=200)


class DayOut(Schema):
    day = fields.Date()
    working = fields.Boolean()
    reason = fields.String(allow_none=True)


class Year(Schema):
    year = fields.Integer()
    announced = fields.Boolean()
    warning = fields.String(allow_none=True)
    days = fields.List(fields.Nested(DayOut()))


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """The routes under /api/v1/calendar."""
    routes = Blueprint("calendar", __name__, url_prefix="/api/v1/calendar", description="Calendar")

    @routes.get("/<int(min=2017,max=2100):year>")
    @allow("volunteer")
    @routes.response(200, Year())
    def get_year(year: int) -> dict[str, Any]:
        """The days of a year that differ from plain weekdays."""
        return year_of(year, store=store, language=language())

    @routes.put("/days")
    @allow("administrator")
    @routes.arguments(DayBody())
    @routes.response(200, DayOut())
    def put_day(body: dict[str, Any]) -> dict[str, Any]:
        """Say of a day whether it is worked: time limits count it so from now on."""
        by = of_all(store)
        store.calendar.say(**body, by=by.volunteer_id, at=clock())
        return body

    @routes.delete("/days")
    @allow("administrator")
    @routes.arguments(DayArgs(), location="query")
    @routes.response(204)
    def delete_day(args: dict[str, Any]) -> None:
        """Take back what was said of a day. Doing it again changes nothing."""
        of_all(store)
        store.calendar.forget(args["day"])

    return routes


def of_all(store: Store) -> Identity:
    """The calendar is everybody's: it takes an administrator of the whole tree."""
    by, root = current(), store.copies.root()
    by.must_reach("administrator", root["path"] if root else "/")
    return by
