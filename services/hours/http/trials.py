"""Routes of trials: rules tried dry on a past period, and applied by a second person."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.hours.operations.rules.apply_rules import apply_rules
from services.hours.operations.rules.try_rules import try_rules
from services.hours.store import Store
from services.hours.views.rules.trials import lines_of, table_of, trial_of, trials_of
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TrialBody(Input):
    """``from`` and ``to``: local days, both within; ``values`` as when rules are set, where null
    tries the period without what was applied to it before."""

    organisation_id = Id(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    values = fields.Dict(required=True)


class ApplyBody(Input):
    """Why; it stands in each reversal, and the volunteers read it."""

    reason = Prose(required=True, min=2, max=500)


class TrialsArgs(CursorArgs):
    organisation_id = Id(required=True)


class TableArgs(Input):
    format = fields.String(load_default="xlsx", validate=validate.OneOf(tuple(_TYPES)))


class Applied(Schema):
    by = fields.String()
    at = Instant()
    reason = fields.String()
    people = fields.Integer()
    gained = fields.Integer()
    lost = fields.Integer()
    journals = fields.Integer()


class Trial(Schema):
    """``done`` of ``total`` people were looked at, in the counting or in the applying."""

    trial_id = fields.String(attribute="_id")
    organisation_id = fields.String()
    first = fields.String(attribute="from", data_key="from")
    last = fields.String(attribute="to", data_key="to")
    values = fields.Dict()
    by = fields.String()
    at = Instant()
    state = fields.String(metadata={"description": "counting, counted, applying, applied"})
    done = fields.Integer()
    total = fields.Integer()
    people = fields.Integer(metadata={"description": "Whose minutes would change."})
    gained = fields.Integer(metadata={"description": "Minutes, all who would gain together."})
    lost = fields.Integer(metadata={"description": "Minutes, all who would lose together."})
    applied = fields.Nested(Applied(), allow_none=True)


class Trials(Schema):
    items = fields.List(fields.Nested(Trial()))
    next_cursor = fields.String(allow_none=True)


class TrialLine(Schema):
    volunteer_id = fields.String()
    name = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    attendances = fields.Integer()
    before = fields.Integer()
    after = fields.Integer()
    difference = fields.Integer()


class TrialLines(Schema):
    items = fields.List(fields.Nested(TrialLine()))
    next_cursor = fields.String(allow_none=True)


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/rules/trials."""
    routes = Blueprint("trials", __name__, url_prefix="/api/v1/rules/trials", description="Trials")
    _reading(routes, store)
    _deciding(routes, store, clock, zone)
    return routes


def _reading(routes: Blueprint, store: Store) -> None:
    @routes.get("")
    @allow("coordinator")
    @routes.arguments(TrialsArgs(), location="query")
    @routes.response(200, Trials())
    def get_trials(args: dict[str, Any]) -> dict[str, Any]:
        """An organisation's trials, the latest first."""
        return trials_of(**args, by=current(), store=store)

    @routes.get("/<string:trial_id>")
    @allow("coordinator")
    @routes.response(200, Trial())
    def get_trial(trial_id: str) -> Document:
        """How far a trial is, and what it comes to."""
        return trial_of(trial_id, by=current(), store=store)

    @routes.get("/<string:trial_id>/lines")
    @allow("coordinator")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, TrialLines())
    def get_trial_lines(args: dict[str, Any], trial_id: str) -> dict[str, Any]:
        """Who would gain or lose what; whoever would lose most stands first."""
        return lines_of(trial_id, **args, by=current(), store=store)

    @routes.get("/<string:trial_id>/table")
    @allow("coordinator")
    @routes.arguments(TableArgs(), location="query")
    @routes.response(200)
    def get_trial_table(args: dict[str, str], trial_id: str) -> Response:
        """The same as a table for the desk."""
        kind = args["format"]
        data = table_of(trial_id, kind, language(), by=current(), store=store)
        answer = Response(data, mimetype=_TYPES[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="trial.{kind}"'
        return answer


def _deciding(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @routes.post("")
    @allow("coordinator")
    @routes.arguments(TrialBody())
    @routes.response(202, Trial())
    def post_trial(body: dict[str, Any]) -> Document:
        """Try rules dry on a past period; ask the trial until it is counted."""
        return try_rules(**body, by=current(), store=store, zone=zone, clock=clock)

    @routes.post("/<string:trial_id>/apply")
    @allow("coordinator")
    @routes.arguments(ApplyBody())
    @routes.response(202, Trial())
    def post_application(body: dict[str, Any], trial_id: str) -> Document:
        """Apply what somebody else tried: reversals and new credits, step by step."""
        return apply_rules(trial_id, body["reason"], by=current(), store=store, clock=clock)
