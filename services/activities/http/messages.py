"""/activities/{id}/messages: writing to those who signed up."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.activities.domain.writing import AUDIENCES, LONGEST
from services.activities.operations.send_message import SendMessage, send_message
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import messages as views
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import Id, Input, Instant, Prose

Plain = dict[str, Any]


class MessageInput(Input):
    """To all shifts, or to those of ``shift_id``; to all who are in, wait or applied, or some."""

    text = Prose(required=True, max=LONGEST)
    shift_id = Id(load_default=None, allow_none=True)
    statuses = fields.List(
        fields.String(validate=validate.OneOf(AUDIENCES)),
        load_default=list(AUDIENCES),
        validate=validate.Length(min=1, max=len(AUDIENCES)),
    )


class MessageAnswer(Schema):
    """``people``: how many are told, each once."""

    message_id = fields.String(required=True, attribute="_id")
    activity_id = fields.String(required=True)
    shift_id = fields.String(required=True, allow_none=True)
    statuses = fields.List(fields.String(), required=True)
    text = fields.String(required=True)
    sender = fields.String(required=True)
    sent_at = Instant(required=True)
    people = fields.Integer(required=True)


class MessagesAnswer(Schema):
    items = fields.List(fields.Nested(MessageAnswer()), required=True)


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """Open to all who are signed in: a person in charge need not have an organiser's role."""
    routes = Blueprint("messages", __name__, url_prefix="/api/v1/activities")

    @routes.post("/<string:activity_id>/messages")
    @allow("volunteer")
    @routes.arguments(MessageInput())
    @routes.response(201, MessageAnswer())
    def send(body: Plain, activity_id: str) -> Plain:
        """Write to those who signed up; the inbox and, where wanted, e-mail bring it."""
        message = SendMessage(activity_id, by=current(), **body)
        return send_message(message, store=store, clock=clock, settings=own)

    @routes.get("/<string:activity_id>/messages")
    @allow("volunteer")
    @routes.response(200, MessagesAnswer())
    def sent(activity_id: str) -> Plain:
        """What was written so far, the latest first."""
        return {"items": views.messages(activity_id, current(), store=store)}

    return routes
