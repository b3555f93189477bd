"""Other people's records, for those in charge of them."""

from typing import Any

from flask_smorest import Blueprint

from services.volunteers.http.answers import CodeAnswer, VolunteerAnswer, VolunteersAnswer
from services.volunteers.http.inputs import (
    AllFields,
    StandingInput,
    SuspensionInput,
    VolunteersArgs,
)
from services.volunteers.operations.change_details import change_details
from services.volunteers.operations.change_standing import change_standing
from services.volunteers.operations.look_at_volunteer import look_at_volunteer, look_through_list
from services.volunteers.operations.set_password import issue_sign_in_code
from services.volunteers.operations.vouch_for_password import vouch_for_password
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import people as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: VolunteerSettings) -> Blueprint:
    """/volunteers and /volunteers/{id}."""
    routes = Blueprint("people", __name__, url_prefix="/api/v1/volunteers")
    _reading(routes, store, clock, own)
    _writing(routes, store, clock, own)
    _standing(routes, store, clock, own)
    return routes


def _reading(routes: Blueprint, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @routes.get("")
    @allow("coordinator")
    @routes.arguments(VolunteersArgs(), location="query")
    @routes.response(200, VolunteersAnswer())
    def volunteers(args: Plain) -> Plain:
        """Volunteers of my scope; every page is noted for those on it."""
        actor = current()
        organisation_id = args.pop("organisation_id")
        path = store.organisations.get(organisation_id)["path"] if organisation_id else None
        asked = views.Search(paths=actor.paths("coordinator"), organisation_path=path, **args)
        page = views.search(asked, store)
        seen = [item["volunteer_id"] for item in page["items"]]
        look_through_list(seen, actor=actor, store=store, clock=clock)
        return page

    @routes.get("/<string:volunteer_id>")
    @allow("volunteer")
    @routes.response(200, VolunteerAnswer())
    def volunteer(volunteer_id: str) -> Plain:
        """One volunteer of my scope, or myself; the look is noted for her to see."""
        person = look_at_volunteer(volunteer_id, actor=current(), store=store, clock=clock)
        return views.details(person, own, clock())


def _writing(routes: Blueprint, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @routes.patch("/<string:volunteer_id>")
    @allow("coordinator", secret=True)
    @routes.arguments(AllFields())
    @routes.response(200, VolunteerAnswer())
    def change(fields: Plain, volunteer_id: str) -> Plain:
        """Put right what stands in a record of my scope."""
        person = change_details(
            volunteer_id, fields, actor=current(), store=store, own=own, clock=clock
        )
        return views.details(person, own, clock())

    @routes.post("/<string:volunteer_id>/sign-in-code")
    @allow("coordinator", secret=True)
    @routes.response(201, CodeAnswer())
    def sign_in_code(volunteer_id: str) -> Plain:
        """A code with which she sets her password once; she sees that I asked for it."""
        code, until = issue_sign_in_code(
            volunteer_id, actor=current(), store=store, own=own, clock=clock
        )
        return {"code": code, "expires_at": until}

    @routes.post("/<string:volunteer_id>/vouch")
    @allow("coordinator")
    @routes.response(200, VolunteerAnswer())
    def vouch(volunteer_id: str) -> Plain:
        """I saw her in person: the password set with somebody else's code is hers."""
        person = vouch_for_password(volunteer_id, actor=current(), store=store, clock=clock)
        return views.details(person, own, clock())


def _standing(routes: Blueprint, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    def step(volunteer_id: str, name: str, fields: Plain) -> Plain:
        person = change_standing(
            volunteer_id, name, reason=fields["reason"], actor=current(), store=store, clock=clock
        )
        return views.details(person, own, clock())

    @routes.post("/<string:volunteer_id>/suspend")
    @allow("coordinator")
    @routes.arguments(SuspensionInput())
    @routes.response(200, VolunteerAnswer())
    def suspend(fields: Plain, volunteer_id: str) -> Plain:
        """Suspend a volunteer of my scope; a reason is kept."""
        return step(volunteer_id, "suspended", fields)

    @routes.post("/<string:volunteer_id>/leave")
    @allow("volunteer")
    @routes.arguments(StandingInput())
    @routes.response(200, VolunteerAnswer())
    def leave(fields: Plain, volunteer_id: str) -> Plain:
        """Leave for good, oneself or for somebody of my scope; the record is kept."""
        return step(volunteer_id, "left", fields)

    @routes.post("/<string:volunteer_id>/return")
    @allow("coordinator")
    @routes.arguments(StandingInput())
    @routes.response(200, VolunteerAnswer())
    def return_(fields: Plain, volunteer_id: str) -> Plain:
        """Take back who was suspended or had left."""
        return step(volunteer_id, "returned", fields)
