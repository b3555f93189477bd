"""/activities: the public list and each activity; drafting and changing them."""

from typing import Any

from flask import request
from flask_smorest import Blueprint

from services.activities.http.answers import ActivitiesAnswer, ActivityAnswer
from services.activities.http.inputs import ActivitiesArgs, ActivityFields, NewActivity
from services.activities.operations.change_activity import ChangeActivity, change_activity
from services.activities.operations.draft_activity import (
    CopyActivity,
    DraftActivity,
    copy_activity,
    draft_activity,
)
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import activities as views
from shared.clock import Clock
from shared.refusal import Invalid
from shared.storage.mongo import Document
from shared.web import allow, current, current_or_none

Plain = dict[str, Any]


class IfMatchMissing(Invalid):
    """Raised when a change does not say which revision it was made from."""

    zh = "修改时请在 If-Match 中带上读取时的 ETag。"
    en = "Send the ETag you have read as If-Match."


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """Reading and writing what an activity says."""
    routes = Blueprint("activities", __name__, url_prefix="/api/v1/activities")
    _reading(routes, store, clock)
    _writing(routes, store, clock, own)
    return routes


def _reading(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.get("")
    @allow("public")
    @routes.arguments(ActivitiesArgs(), location="query")
    @routes.response(200, ActivitiesAnswer())
    def activities(args: Plain) -> Plain:
        """Activities by start: what is on, near me, with free places."""
        return views.activities(args, current_or_none(), store=store, now=clock())

    @routes.get("/<string:activity_id>")
    @allow("public")
    @routes.response(200, ActivityAnswer())
    def activity(activity_id: str) -> Any:
        """One activity with its shifts, roles and places. Drafts are shown to organisers."""
        found = views.activity(activity_id, current_or_none(), store=store)
        return found, 200, etag(found)


def _writing(routes: Blueprint, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @routes.post("")
    @allow("organiser")
    @routes.arguments(NewActivity())
    @routes.response(201, ActivityAnswer())
    def draft(fields: Plain) -> Any:
        """Draft an activity."""
        message = DraftActivity(fields, current())
        return made(draft_activity(message, store=store, clock=clock, settings=own), store)

    @routes.post("/<string:activity_id>/copy")
    @allow("organiser")
    @routes.response(201, ActivityAnswer())
    def copy(activity_id: str) -> Any:
        """A new draft that says the same."""
        message = CopyActivity(activity_id, current())
        return made(copy_activity(message, store=store, clock=clock, settings=own), store)

    @routes.patch("/<string:activity_id>")
    @allow("organiser")
    @routes.arguments(ActivityFields())
    @routes.response(200, ActivityAnswer())
    def change(fields: Plain, activity_id: str) -> Any:
        """Change some fields; a list of shifts replaces the shifts. Needs If-Match."""
        message = ChangeActivity(activity_id, _revision_seen(), fields, current())
        changed = change_activity(message, store=store, clock=clock, settings=own)
        answer = views.shown(changed, store)
        return answer, 200, etag(answer)


def made(activity: Document, store: Store) -> Any:
    """The answer to a command that made an activity."""
    answer = views.shown(activity, store)
    place = {"Location": f"/api/v1/activities/{answer['activity_id']}"}
    return answer, 201, etag(answer) | place


def etag(answer: Plain) -> dict[str, str]:
    """The revision as an ETag."""
    return {"ETag": f'"{answer["revision"]}"'}


def _revision_seen() -> int:
    """The revision in If-Match. Raises IfMatchMissing."""
    seen = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise IfMatchMissing(field="If-Match")
    return int(seen)
