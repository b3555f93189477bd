"""/shifts/{id}/sign-ups and /sign-ups: signing up, giving back, choosing."""

from typing import Any

from flask_smorest import Blueprint

from services.activities.http.answers import SignUpAnswer, SignUpsAnswer
from services.activities.http.inputs import MineArgs, OptionalReason, SignUpInput
from services.activities.operations.decide_sign_up import Accept, Decline, accept, decline
from services.activities.operations.sign_up import SignUp, sign_up
from services.activities.operations.withdraw import Withdraw, withdraw
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import sign_ups as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """The volunteer's own sign-ups, and the organiser's decisions."""
    routes = Blueprint("sign_ups", __name__, url_prefix="/api/v1")
    _own(routes, store, clock, own)
    _deciding(routes, store, clock, own)
    return routes


def _own(routes: Blueprint, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @routes.post("/shifts/<string:shift_id>/sign-ups")
    @allow("volunteer", provisional=True)
    @routes.arguments(SignUpInput())
    @routes.response(201, SignUpAnswer())
    def enter(body: Plain, shift_id: str) -> Any:
        """Sign myself up: accepted, waitlisted, or applied where the organiser chooses."""
        message = SignUp(shift_id, current().volunteer_id, body["role_id"])
        row = sign_up(message, store=store, clock=clock, settings=own)
        answer = views.shown(row, store=store, now=clock())
        return answer, 201, {"Location": f"/api/v1/sign-ups/{row['_id']}"}

    @routes.get("/sign-ups/mine")
    @allow("volunteer")
    @routes.arguments(MineArgs(), location="query")
    @routes.response(200, SignUpsAnswer())
    def mine(args: Plain) -> Plain:
        """My sign-ups: those ahead, the next first; or those that are over."""
        return views.mine(args, current().volunteer_id, store=store, now=clock())

    @routes.get("/sign-ups/<string:sign_up_id>")
    @allow("volunteer")
    @routes.response(200, SignUpAnswer())
    def one(sign_up_id: str) -> Plain:
        """One sign-up, for the person and for her organisers."""
        return views.one(sign_up_id, current(), store=store, now=clock())

    @routes.post("/sign-ups/<string:sign_up_id>/withdraw")
    @allow("volunteer", provisional=True)
    @routes.response(200, SignUpAnswer())
    def give_back(sign_up_id: str) -> Plain:
        """Give my place back, until the deadline; who waits first has it then."""
        message = Withdraw(sign_up_id, current())
        row = withdraw(message, store=store, clock=clock, settings=own)
        return views.shown(row, store=store, now=clock())


def _deciding(routes: Blueprint, store: Store, clock: Clock, own: ActivitySettings) -> None:
    """Open to all who are signed in: a person in charge need not have an organiser's role."""

    @routes.post("/sign-ups/<string:sign_up_id>/accept")
    @allow("volunteer")
    @routes.response(200, SignUpAnswer())
    def choose(sign_up_id: str) -> Plain:
        """Give an applicant a place."""
        message = Accept(sign_up_id, current())
        row = accept(message, store=store, clock=clock, settings=own)
        return views.shown(row, store=store, now=clock())

    @routes.post("/sign-ups/<string:sign_up_id>/decline")
    @allow("volunteer")
    @routes.arguments(OptionalReason())
    @routes.response(200, SignUpAnswer())
    def refuse(body: Plain, sign_up_id: str) -> Plain:
        """Decline an application, or take a place away again."""
        message = Decline(sign_up_id, current(), body["reason"])
        return views.shown(decline(message, store=store, clock=clock), store=store, now=clock())
