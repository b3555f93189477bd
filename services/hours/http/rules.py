"""Routes of the rules: which hold, since when, and how they are changed."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from services.hours.operations.rules.confirm_rules import confirm_rules
from services.hours.operations.rules.set_rules import set_rules
from services.hours.operations.rules.take_back_rules import take_back_rules
from services.hours.store import Store
from services.hours.views.rules.rules_in_force import rules_history, rules_in_force
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id, Input, Instant


class RulesArgs(Input):
    """``date`` is local; today where none is named."""

    organisation_id = Id(required=True)
    date = fields.Date(load_default=None)


class HistoryArgs(CursorArgs):
    organisation_id = Id(required=True)


class RulesBody(Input):
    """``values``: only what is to change; null gives a rule back to the organisation above."""

    organisation_id = Id(required=True)
    first = fields.Date(required=True, data_key="from")
    values = fields.Dict(required=True)


class Source(Schema):
    organisation_id = fields.String()
    name = fields.String(allow_none=True)
    inherited = fields.Boolean()
    since = fields.String()
    until = fields.String(allow_none=True)
    row_id = fields.String()


class Rule(Schema):
    key = fields.String()
    value = fields.Raw(metadata={"description": "Minutes unless the name says otherwise."})
    source = fields.Nested(Source(), allow_none=True)


class RulesInForce(Schema):
    organisation_id = fields.String()
    date = fields.Date()
    version = fields.String()
    items = fields.List(fields.Nested(Rule()))


class Mark(Schema):
    by = fields.String()
    at = Instant()


class Row(Schema):
    """One decision. ``to`` and ``reason`` only where it was made for a past period."""

    row_id = fields.String(attribute="_id")
    organisation_id = fields.String()
    first = fields.String(attribute="from", data_key="from")
    to = fields.String()
    values = fields.Dict()
    by = fields.String()
    at = Instant()
    reason = fields.String()
    confirmed = fields.Nested(
        Mark(), allow_none=True, metadata={"description": "By whom; null: it does not hold yet."}
    )
    taken_back = fields.Nested(Mark())


class History(Schema):
    items = fields.List(fields.Nested(Row()))
    next_cursor = fields.String(allow_none=True)


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/rules."""
    routes = Blueprint("rules", __name__, url_prefix="/api/v1/rules", description="Rules")
    _reading(routes, store, clock, zone)
    _setting(routes, store, clock, zone)
    return routes


def _reading(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @routes.get("")
    @allow("volunteer")
    @routes.arguments(RulesArgs(), location="query")
    @routes.response(200, RulesInForce())
    def get_rules(args: dict[str, Any]) -> dict[str, Any]:
        """Which rules hold for an organisation on a day: whoever serves there may know."""
        day = args["date"] or clock().astimezone(zone).date()
        return rules_in_force(args["organisation_id"], day, store=store)

    @routes.get("/history")
    @allow("coordinator")
    @routes.arguments(HistoryArgs(), location="query")
    @routes.response(200, History())
    def get_history(args: dict[str, Any]) -> dict[str, Any]:
        """All that an organisation ever set, with who set it and when."""
        return rules_history(**args, by=current(), store=store)


def _setting(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @routes.post("")
    @allow("coordinator")
    @routes.arguments(RulesBody())
    @routes.response(201, Row())
    def post_rules(body: dict[str, Any]) -> Document:
        """Set rules from tomorrow at the earliest; they hold when somebody else confirms them."""
        return set_rules(**body, by=current(), store=store, zone=zone, clock=clock)

    @routes.post("/<string:row_id>/confirm")
    @allow("coordinator")
    @routes.response(200, Row())
    def post_confirmation(row_id: str) -> Document:
        """Confirm, before their day, rules that somebody else has set."""
        return confirm_rules(row_id, by=current(), store=store, zone=zone, clock=clock)

    @routes.delete("/<string:row_id>")
    @allow("coordinator")
    @routes.response(200, Row())
    def delete_rules(row_id: str) -> Document:
        """Take back what does not hold yet; it stays in the history."""
        return take_back_rules(row_id, by=current(), store=store, zone=zone, clock=clock)
