"""/activities/{id}/repeat, /summary and /photos: more of the same; and the file for the archive."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from werkzeug.datastructures import FileStorage

from services.activities.domain.photos import LARGEST
from services.activities.domain.weeks import MOST_WEEKS
from services.activities.http.inputs import YesNo
from services.activities.operations.add_photo import AddPhoto, add_photo
from services.activities.operations.keep_file import KeepFile, keep_file, remove_photo
from services.activities.operations.repeat_weekly import Repeated, RepeatWeekly, repeat_weekly
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import archive as views
from shared.clock import Clock
from shared.imports.http import File, Routes
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Input, Instant, Prose, Text, WholeNumber

Plain = dict[str, Any]


class RepeatInput(Input):
    """``times``: in how many of the weeks to come."""

    times = WholeNumber(required=True, min=1, max=MOST_WEEKS)
    publish = YesNo(load_default=False)


class WeekAnswer(Schema):
    """``status``: done, repeated (it stood there already) or refused; then ``reason`` says why."""

    starts_at = Instant(required=True)
    status = fields.String(required=True)
    activity_id = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class WeeksAnswer(Schema):
    items = fields.List(fields.Nested(WeekAnswer()), required=True)


class SummaryInput(Input):
    summary = Prose(required=True, max=5000, min=0)


class SummaryAnswer(Schema):
    activity_id = fields.String(required=True, attribute="_id")
    summary = fields.String(required=True)
    revision = fields.Integer(required=True)


class PhotoForm(Input):
    """``about``: what can be seen, for those who do not see it."""

    photo = File(required=True)
    about = Text(load_default="", min=0, max=200)


class PhotoAnswer(Schema):
    photo_id = fields.String(required=True, attribute="_id")
    about = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    added_at = Instant(required=True)


class PhotosAnswer(Schema):
    items = fields.List(fields.Nested(PhotoAnswer()), required=True)


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """The file is open to a person in charge without a role too."""
    routes = Routes("files", __name__, url_prefix="/api/v1/activities")
    _weeks(routes, store, clock, own)
    _photos(routes, store, clock, own)

    @routes.put("/<string:activity_id>/summary")
    @allow("volunteer")
    @routes.arguments(SummaryInput())
    @routes.response(200, SummaryAnswer())
    def summary(body: Plain, activity_id: str) -> Plain:
        """Write what was done, for the archive: from the start until it is closed."""
        message = KeepFile(activity_id, body["summary"], current())
        return keep_file(message, store=store, clock=clock)

    return routes


def _weeks(routes: Routes, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @routes.post("/<string:activity_id>/repeat")
    @allow("organiser")
    @routes.arguments(RepeatInput())
    @routes.response(200, WeeksAnswer())
    def repeat(body: Plain, activity_id: str) -> Plain:
        """The same in the weeks to come, as drafts or published; each week has an outcome."""
        message = RepeatWeekly(activity_id, body["times"], body["publish"], current())
        weeks = repeat_weekly(message, store=store, clock=clock, settings=own)
        return {"items": [_week(one) for one in weeks]}


def _week(one: Repeated) -> Plain:
    return {
        "starts_at": one.starts_at,
        "status": one.status,
        "activity_id": one.activity and one.activity["_id"],
        "reason": one.refusal and one.refusal.text(language()),
    }


def _photos(routes: Routes, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @routes.before_request
    def widen() -> None:
        if request.endpoint == "files.add":
            request.max_content_length = LARGEST + 64 * 1024

    @routes.post("/<string:activity_id>/photos")
    @allow("volunteer")
    @routes.arguments(PhotoForm(), location="files", unknown=None)
    @routes.response(201, PhotoAnswer())
    def add(form: dict[str, FileStorage], activity_id: str) -> Plain:
        """Add a JPEG or PNG of up to 10 MB; it is made small, and what the phone noted goes."""
        message = AddPhoto(activity_id, form["photo"].read(), str(form["about"]), current())
        return add_photo(message, store=store, clock=clock, settings=own)

    @routes.get("/<string:activity_id>/photos")
    @allow("volunteer")
    @routes.response(200, PhotosAnswer())
    def listed(activity_id: str) -> Plain:
        """The photos of the file."""
        return {"items": views.photos(activity_id, current(), store=store)}

    @routes.get("/<string:activity_id>/photos/<string:photo_id>")
    @allow("volunteer")
    @routes.response(200, content_type="image/jpeg")
    def one(activity_id: str, photo_id: str) -> Response:
        """One photo."""
        found = views.photo(activity_id, photo_id, current(), store=store)
        response = Response(found["data"], mimetype="image/jpeg")
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @routes.delete("/<string:activity_id>/photos/<string:photo_id>")
    @allow("volunteer")
    @routes.response(204)
    def remove(activity_id: str, photo_id: str) -> None:
        """Take a photo out, until the activity is closed."""
        remove_photo(activity_id, photo_id, current(), store=store, clock=clock)
