"""Routes of stars that are given on application."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.hours.domain.rewards.stars import DECLINED, GRANTED, OPEN
from services.hours.operations.rewards.apply_for_star import apply_for_star
from services.hours.operations.rewards.decide_star import decide_star
from services.hours.store import Store
from services.hours.views.rewards.stars import applications_at, applications_by
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose


class ApplicationsArgs(CursorArgs):
    organisation_id = Id(required=True)
    status = fields.String(load_default=OPEN, validate=validate.OneOf((OPEN, GRANTED, DECLINED)))


class StarVerdict(Input):
    """Declined: with a reason, which the volunteer reads."""

    verdict = fields.String(required=True, validate=validate.OneOf((GRANTED, DECLINED)))
    reason = Prose(load_default=None, allow_none=True, min=2, max=500)


class StarDecision(Schema):
    at = Instant()
    reason = fields.String(allow_none=True)


class StarApplication(Schema):
    application_id = fields.String(attribute="_id")
    volunteer_id = fields.String()
    organisation_id = fields.String()
    star = fields.Integer()
    minutes = fields.Integer(metadata={"description": "Served when she applied."})
    at = Instant()
    status = fields.String()
    decision = fields.Nested(StarDecision(), allow_none=True)


class StarApplications(Schema):
    items = fields.List(fields.Nested(StarApplication()))
    next_cursor = fields.String(allow_none=True)


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/stars/applications."""
    routes = Blueprint(
        "stars", __name__, url_prefix="/api/v1/stars/applications", description="Stars"
    )

    @routes.post("")
    @allow("volunteer")
    @routes.response(201, StarApplication())
    def post_application() -> dict[str, Any]:
        """Apply for the star my service reaches."""
        return apply_for_star(by=current(), store=store, clock=clock, zone=zone)

    @routes.get("/mine")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, StarApplications())
    def get_mine(args: dict[str, Any]) -> dict[str, Any]:
        """My applications, the latest first."""
        return applications_by(current(), **args, store=store)

    @routes.get("")
    @allow("coordinator")
    @routes.arguments(ApplicationsArgs(), location="query")
    @routes.response(200, StarApplications())
    def get_applications(args: dict[str, Any]) -> dict[str, Any]:
        """An organisation's, the open ones by default."""
        asked = (args.pop("organisation_id"), args.pop("status"))
        return applications_at(*asked, current(), **args, store=store)

    @routes.post("/<string:key>/decide")
    @allow("coordinator")
    @routes.arguments(StarVerdict())
    @routes.response(200, StarApplication())
    def post_decision(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Grant a star, or decline it with a reason; never my own."""
        return decide_star(key, **body, by=current(), store=store, clock=clock)

    return routes
