"""Routes of long days: what waits, and the decision."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.hours.domain.rules.refusals import NoSuchLongDay
from services.hours.operations.rules.decide_long_day import Decision, decide_long_day
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.views.rules.long_days import long_days_of, waiting_for
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Input, Instant, Prose, WholeNumber


class LongDayBody(Input):
    """``minutes_up_to``: how much of the day counts in all; as much as may be where it is not
    named. The volunteer reads the reason."""

    decision = fields.String(required=True, validate=validate.OneOf(("approve", "decline")))
    minutes_up_to = WholeNumber(load_default=None, min=0, max=24 * 60)
    reason = Prose(required=True, min=2, max=500)


class Decided(Schema):
    decision = fields.String()
    stage = fields.Integer()
    minutes = fields.Integer(metadata={"description": "How much of the day counts since then."})
    by = fields.String()
    at = Instant()
    reason = fields.String()


class Part(Schema):
    """One attendance of the day."""

    attendance_id = fields.String()
    activity_title = fields.String()
    organisation_id = fields.String()
    minutes = fields.Integer()
    held = fields.Integer()


class LongDay(Schema):
    volunteer_id = fields.String()
    name = fields.String(allow_none=True)
    date = fields.String()
    minutes = fields.Integer(metadata={"description": "What counts."})
    held = fields.Integer(metadata={"description": "What is over the limit."})
    waiting = fields.Boolean(metadata={"description": "Whether a decision is still asked for."})
    stage = fields.Integer(
        allow_none=True, metadata={"description": "1: the parent organisation, 2: the level above"}
    )
    ceiling = fields.Integer(
        allow_none=True, metadata={"description": "Minutes up to which this stage may approve."}
    )
    claims = fields.List(fields.Nested(Part()))
    decisions = fields.List(fields.Nested(Decided()))


class LongDays(Schema):
    items = fields.List(fields.Nested(LongDay()))
    next_cursor = fields.String(allow_none=True)


def blueprint(store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/approvals."""
    routes = Blueprint(
        "approvals", __name__, url_prefix="/api/v1/approvals", description="Long days"
    )
    _reading(routes, store)

    @routes.post("/<string:volunteer_id>/<string:day>")
    @allow("coordinator")
    @routes.arguments(LongDayBody())
    @routes.response(200, LongDay())
    def post_decision(body: dict[str, Any], volunteer_id: str, day: str) -> Document:
        """Approve more of a day, or decline; never one's own, nor what one recorded oneself."""
        approve = body["decision"] == "approve"
        return decide_long_day(
            volunteer_id,
            _day(day),
            Decision(approve, body["reason"], body["minutes_up_to"]),
            by=current(),
            store=store,
            settings=own,
            zone=zone,
            clock=clock,
        )

    return routes


def _reading(routes: Blueprint, store: Store) -> None:
    @routes.get("")
    @allow("coordinator")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, LongDays())
    def get_approvals(args: dict[str, Any]) -> dict[str, Any]:
        """The long days that wait for my approval, the oldest first."""
        return waiting_for(current(), **args, store=store)

    @routes.get("/me")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, LongDays())
    def get_my_long_days(args: dict[str, Any]) -> dict[str, Any]:
        """My own long days, the latest first, and what was decided about them."""
        return long_days_of(current().volunteer_id, **args, store=store)


def _day(text: str) -> date:
    """Raises NoSuchLongDay where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchLongDay from None
