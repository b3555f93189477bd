"""One's own record, password and who looked at it."""

from typing import Any

from flask import request
from flask_smorest import Blueprint

from services.volunteers.http.answers import AccessesAnswer, VolunteerAnswer
from services.volunteers.http.inputs import CodeInput, OwnFields
from services.volunteers.http.own_inputs import ConsentInput, PasswordInput
from services.volunteers.operations.change_details import change_details
from services.volunteers.operations.look_at_volunteer import look_at_volunteer
from services.volunteers.operations.renew_consent import renew_consent
from services.volunteers.operations.set_password import change_password, use_sign_in_code
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import people as views
from services.volunteers.views.accesses import accesses as list_accesses
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import CursorArgs

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: VolunteerSettings) -> Blueprint:
    """/volunteers/me and /volunteers/password."""
    routes = Blueprint("me", __name__, url_prefix="/api/v1/volunteers")
    _record(routes, store, clock, own)
    _consent(routes, store, clock, own)
    _passwords(routes, store, clock)
    return routes


def _record(routes: Blueprint, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @routes.get("/me")
    @allow("volunteer")
    @routes.response(200, VolunteerAnswer())
    def me() -> Plain:
        """My record (Measures, article 12: a volunteer may query it)."""
        mine = current()
        person = look_at_volunteer(mine.volunteer_id, actor=mine, store=store, clock=clock)
        return views.details(person, own, clock())

    @routes.patch("/me")
    @allow("volunteer")
    @routes.arguments(OwnFields())
    @routes.response(200, VolunteerAnswer())
    def change_me(fields: Plain) -> Plain:
        """Change my contact, language, skills, kinds of service, residence or organisation."""
        mine = current()
        person = change_details(
            mine.volunteer_id, fields, actor=mine, store=store, own=own, clock=clock
        )
        return views.details(person, own, clock())

    @routes.get("/me/accesses")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, AccessesAnswer())
    def accesses(args: Plain) -> Plain:
        """Who looked at my data, the latest first."""
        return list_accesses(current().volunteer_id, store, **args)


def _consent(routes: Blueprint, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @routes.post("/me/consents")
    @allow("volunteer")
    @routes.arguments(ConsentInput())
    @routes.response(200, VolunteerAnswer())
    def agree(fields: Plain) -> Plain:
        """Agree to the statement on personal data in the version that /volunteers/terms names."""
        version = fields["consent_version"]
        person = renew_consent(version, actor=current(), store=store, own=own, clock=clock)
        return views.details(person, own, clock())


def _passwords(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.put("/me/password")
    @allow("volunteer", secret=True, provisional=True)
    @routes.arguments(PasswordInput())
    @routes.response(204)
    def password(fields: Plain) -> None:
        """Change my password; I am signed out everywhere."""
        old, new = fields["old_password"], fields["new_password"]
        change_password(old, new, actor=current(), store=store, clock=clock)

    @routes.put("/password")
    @allow("public", secret=True)
    @routes.arguments(CodeInput())
    @routes.response(204)
    def password_by_code(fields: Plain) -> None:
        """Set a password with the code a coordinator gave me."""
        use_sign_in_code(
            fields["number"],
            fields["code"],
            fields["new_password"],
            address=request.remote_addr or "",
            store=store,
            clock=clock,
        )
