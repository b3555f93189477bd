"""/activities/{id}/publish, cancel, close and /shifts/{id}/cancel: the steps of an activity."""

from typing import Any

from flask_smorest import Blueprint

from services.activities.http.activities import etag
from services.activities.http.answers import ActivityAnswer
from services.activities.http.inputs import Reason
from services.activities.operations.cancel_activity import (
    CancelActivity,
    CancelShift,
    cancel_activity,
    cancel_shift,
)
from services.activities.operations.close_activity import CloseActivity, close_activity
from services.activities.operations.publish_activity import PublishActivity, publish_activity
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import activities as views
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """Each step answers the activity as it then is."""
    routes = Blueprint("steps", __name__, url_prefix="/api/v1")

    @routes.post("/activities/<string:activity_id>/publish")
    @allow("organiser")
    @routes.response(200, ActivityAnswer())
    def publish(activity_id: str) -> Any:
        """Publish a draft; its shifts must lie ahead and its risks be stated."""
        message = PublishActivity(activity_id, current())
        return _taken(publish_activity(message, store=store, clock=clock, settings=own), store)

    @routes.post("/activities/<string:activity_id>/cancel")
    @allow("organiser")
    @routes.arguments(Reason())
    @routes.response(200, ActivityAnswer())
    def cancel(body: Plain, activity_id: str) -> Any:
        """Cancel the activity; everybody signed up is told the reason."""
        message = CancelActivity(activity_id, body["reason"], current())
        return _taken(cancel_activity(message, store=store, clock=clock), store)

    @routes.post("/activities/<string:activity_id>/close")
    @allow("organiser")
    @routes.response(200, ActivityAnswer())
    def close(activity_id: str) -> Any:
        """Close an activity that is over."""
        message = CloseActivity(activity_id, current())
        return _taken(close_activity(message, store=store, clock=clock), store)

    _shifts(routes, store, clock)
    return routes


def _shifts(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.post("/shifts/<string:shift_id>/cancel")
    @allow("organiser")
    @routes.arguments(Reason())
    @routes.response(200, ActivityAnswer())
    def drop(body: Plain, shift_id: str) -> Any:
        """Cancel one shift; with the last one the activity is cancelled."""
        message = CancelShift(shift_id, body["reason"], current())
        return _taken(cancel_shift(message, store=store, clock=clock), store)


def _taken(activity: Document, store: Store) -> Any:
    """The answer to a step: the activity as it then is."""
    answer = views.shown(activity, store)
    return answer, 200, etag(answer)
