"""Codes, check-in, check-out, roll call and corrections."""

from typing import Any

import segno
from flask_smorest import Blueprint

from services.activities.domain.corrections import Correction
from services.activities.domain.location import Point
from services.activities.domain.roll import Call
from services.activities.http import presence_answers as answers
from services.activities.http import presence_schemas as schemas
from services.activities.http.hot import hot
from services.activities.operations.call_roll import Roll, call_roll
from services.activities.operations.check_in import check_in
from services.activities.operations.check_out import check_out
from services.activities.operations.correct_attendance import correct_attendance
from services.activities.operations.prove_presence import Claim
from services.activities.operations.show_code import show_code
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.settings import Settings
from shared.web import allow, current
from shared.web.problems import language

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, settings: Settings, own: ActivitySettings) -> Blueprint:
    """The routes of presence."""
    routes = Blueprint("check_ins", __name__, url_prefix="/api/v1")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _for_volunteers(routes, parts)
    _for_organisers(routes, parts, settings.public_url)
    return routes


def _for_volunteers(routes: Blueprint, parts: Plain) -> None:
    @hot(routes, "/check-ins", schemas.ClaimInput(), answers.PresenceAnswer())
    def come(body: Plain) -> Plain:
        """Check in with a scanned token, typed digits or a location."""
        return check_in(_claim(body), **parts)

    @hot(routes, "/check-outs", schemas.ClaimInput(), answers.AttendanceAnswer())
    def go(body: Plain) -> Plain:
        """Check out the same way; the hours follow by themselves."""
        return check_out(_claim(body), **parts)


def _for_organisers(routes: Blueprint, parts: Plain, public_url: str) -> None:
    """Open to all who are signed in: a person in charge need not have an organiser's role."""

    @routes.get("/shifts/<string:shift_id>/code")
    @allow("volunteer")
    @routes.response(200, answers.CodeAnswer())
    def code(shift_id: str) -> Plain:
        """The code to show now, for those who run the activity; the next is at ``next_at``."""
        shown = show_code(shift_id, current(), public_url=public_url, **parts)
        return {**shown, "svg": _svg(shown["url"])}

    @routes.post("/shifts/<string:shift_id>/roll-call")
    @allow("volunteer")
    @routes.arguments(schemas.RollInput())
    @routes.response(200, answers.RollAnswer())
    def roll(body: Plain, shift_id: str) -> Plain:
        """Check up to 500 people in or out; each has an outcome of her own."""
        calls = [Call(**row) for row in body["rows"]]
        outcomes = call_roll(Roll(shift_id, calls, current()), **parts)
        return answers.roll_answer(outcomes, language())

    @routes.post("/attendances/<string:attendance_id>/correct")
    @allow("volunteer")
    @routes.arguments(schemas.CorrectionInput())
    @routes.response(200, answers.AttendanceAnswer())
    def correct(body: Plain, attendance_id: str) -> Plain:
        """Other times, or ``void``, with a reason; by those who run the activity."""
        return correct_attendance(attendance_id, Correction(**body), current(), **parts)


def _claim(body: Plain) -> Claim:
    where = {name: body.pop(name, None) for name in ("latitude", "longitude")}
    phone = None if where["latitude"] is None else Point(where["latitude"], where["longitude"])
    who = current()
    return Claim(volunteer_id=who.volunteer_id, phone=phone, by=who, **body)


def _svg(url: str) -> str:
    """The QR picture: large modules and high contrast, for old phones and projectors."""
    return str(segno.make(url, error="m", micro=False).svg_inline(scale=8, border=4, light="white"))
