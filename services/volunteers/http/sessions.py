"""Signing in and out."""

from dataclasses import asdict
from typing import Any

from flask import request
from flask_smorest import Blueprint

from services.volunteers.http.answers import SignedAnswer
from services.volunteers.http.inputs import RefreshInput, SignInInput
from services.volunteers.operations.refresh_session import refresh_session
from services.volunteers.operations.sign_in import SignIn, sign_in
from services.volunteers.operations.sign_out import sign_out, sign_out_everywhere
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: VolunteerSettings) -> Blueprint:
    """/sessions."""
    routes = Blueprint("sessions", __name__, url_prefix="/api/v1/sessions")

    @routes.post("")
    @allow("public", secret=True)
    @routes.arguments(SignInInput())
    @routes.response(201, SignedAnswer())
    def begin(fields: Plain) -> Plain:
        """Sign in with phone (or volunteer number) and password."""
        asked = SignIn(**fields, address=request.remote_addr or "")
        return asdict(sign_in(asked, store=store, own=own, clock=clock))

    @routes.post("/refresh")
    @allow("public", secret=True)
    @routes.arguments(RefreshInput())
    @routes.response(200, SignedAnswer())
    def refresh(fields: Plain) -> Plain:
        """The next pair of tokens; the refresh token is spent by it."""
        token = fields["refresh_token"]
        return asdict(refresh_session(token, store=store, own=own, clock=clock))

    @routes.delete("/current")
    @allow("public", secret=True)
    @routes.arguments(RefreshInput())
    @routes.response(204)
    def end(fields: Plain) -> None:
        """Sign out here: the session of this refresh token ends."""
        sign_out(fields["refresh_token"], store=store)

    @routes.delete("")
    @allow("volunteer", provisional=True)
    @routes.response(204)
    def end_all() -> None:
        """Sign out everywhere."""
        sign_out_everywhere(actor=current(), store=store)

    return routes
