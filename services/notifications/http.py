"""The HTTP API: everybody signed in reads her own messages and says how she wants them."""

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.notifications import views
from services.notifications.domain.people import Preferences
from services.notifications.domain.phrases import LANGUAGES
from services.notifications.domain.words import KINDS
from services.notifications.operations.choose_preferences import choose_preferences
from services.notifications.operations.mark_all_read import mark_all_read
from services.notifications.operations.mark_read import mark_read
from services.notifications.store import Store
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Input, Instant

Plain = dict[str, Any]


class YesNo(fields.Boolean):
    """true or false and nothing like them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class MessagesArgs(CursorArgs):
    unread = fields.Boolean(load_default=False)


class MessageAnswer(Schema):
    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    at = Instant(required=True)
    read_at = Instant(required=True, allow_none=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    about = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class MessagesAnswer(Schema):
    language = fields.String(required=True)
    items = fields.List(fields.Nested(MessageAnswer()), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class UnreadAnswer(Schema):
    unread = fields.Integer(required=True)


class ReadAnswer(Schema):
    read = fields.Integer(required=True)


class PreferencesInput(Input):
    """What is null or left out of ``email`` follows the registration."""

    language = fields.String(required=True, allow_none=True, validate=validate.OneOf(LANGUAGES))
    email = fields.Dict(
        keys=fields.String(validate=validate.OneOf(KINDS)), values=YesNo(), required=True
    )


class ChosenAnswer(Schema):
    language = fields.String(required=True, allow_none=True)
    email = fields.Dict(keys=fields.String(), values=fields.Boolean(), required=True)


class PreferencesAnswer(ChosenAnswer):
    chosen = fields.Nested(ChosenAnswer(), required=True)


def blueprints(store: Store, clock: Clock) -> list[Blueprint]:
    """The routes over their dependencies."""
    return [_messages(store, clock), _preferences(store)]


def _messages(store: Store, clock: Clock) -> Blueprint:
    routes = Blueprint("messages", __name__, url_prefix="/api/v1/messages")

    @routes.get("")
    @allow("volunteer")
    @routes.arguments(MessagesArgs(), location="query")
    @routes.response(200, MessagesAnswer())
    def messages(args: Plain) -> Plain:
        """My messages, the newest first."""
        wanted = views.PageWanted(args["unread"], args["cursor"], args["limit"])
        return views.messages(current().volunteer_id, wanted, store=store)

    @routes.get("/unread")
    @allow("volunteer")
    @routes.response(200, UnreadAnswer())
    def unread() -> Plain:
        """How many of my messages are unread."""
        return views.unread(current().volunteer_id, store=store)

    @routes.post("/<string:message_id>/read")
    @allow("volunteer", provisional=True)
    @routes.response(200, MessageAnswer())
    def read(message_id: str) -> Plain:
        """Mark one of my messages as read; the first time it was read stays."""
        found = mark_read(message_id, current().volunteer_id, store=store, clock=clock)
        return views.message(found, store=store)

    @routes.post("/read-all")
    @allow("volunteer", provisional=True)
    @routes.response(200, ReadAnswer())
    def read_all() -> Plain:
        """Mark all my messages as read; answers how many were not."""
        return {"read": mark_all_read(current().volunteer_id, store=store, clock=clock)}

    return routes


def _preferences(store: Store) -> Blueprint:
    routes = Blueprint("preferences", __name__, url_prefix="/api/v1/preferences")

    @routes.route("")
    class OwnPreferences(MethodView):
        @allow("volunteer")
        @routes.response(200, PreferencesAnswer())
        def get(self) -> Plain:
            """In which language I am told, and which kinds of news come by e-mail."""
            return views.preferences(current().volunteer_id, store=store)

        @allow("volunteer")
        @routes.arguments(PreferencesInput())
        @routes.response(200, PreferencesAnswer())
        def put(self, wanted: Plain) -> Plain:
            """Replace what I chose."""
            mine = current().volunteer_id
            chosen = Preferences(wanted["language"], wanted["email"])
            choose_preferences(mine, chosen, store=store)
            return views.preferences(mine, store=store)

    return routes
