"""Routes that freeze and free the time currency of a volunteer."""

from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from services.hours.operations.notice.freeze_purse import freeze_purse
from services.hours.operations.notice.unfreeze_purse import unfreeze_purse
from services.hours.store import Store
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import Input, Instant, Prose


class WhyBody(Input):
    """The volunteer reads the reason."""

    reason = Prose(required=True, min=2, max=500)


class Freeze(Schema):
    freeze_id = fields.String()
    volunteer_id = fields.String()
    reason = fields.String()
    at = Instant()
    lifted_at = Instant(allow_none=True)
    lifted_reason = fields.String(allow_none=True)


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """POST …/volunteers/{id}/freeze and …/unfreeze."""
    routes = Blueprint("freezes", __name__, url_prefix="/api/v1/hours/volunteers")

    def run(work: Callable[..., dict[str, Any]], volunteer_id: str, reason: str) -> dict[str, Any]:
        return shown(work(volunteer_id, reason, by=current(), store=store, clock=clock))

    @routes.post("/<string:volunteer_id>/freeze")
    @allow("coordinator")
    @routes.arguments(WhyBody())
    @routes.response(200, Freeze())
    def post_freeze(body: dict[str, Any], volunteer_id: str) -> dict[str, Any]:
        """Nothing can be spent from her purse until another person frees it; credits go on."""
        return run(freeze_purse, volunteer_id, body["reason"])

    @routes.post("/<string:volunteer_id>/unfreeze")
    @allow("coordinator")
    @routes.arguments(WhyBody())
    @routes.response(200, Freeze())
    def post_unfreeze(body: dict[str, Any], volunteer_id: str) -> dict[str, Any]:
        """Free a purse that another person froze."""
        return run(unfreeze_purse, volunteer_id, body["reason"])

    return routes


def shown(freeze: dict[str, Any]) -> dict[str, Any]:
    """A freeze as people read it."""
    lifted = freeze["lifted"] or {}
    return {
        "freeze_id": freeze["_id"],
        "volunteer_id": freeze["volunteer_id"],
        "reason": freeze["reason"],
        "at": freeze["at"],
        "lifted_at": lifted.get("at"),
        "lifted_reason": lifted.get("reason"),
    }
