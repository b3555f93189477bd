"""Roles within subtrees of the organisation tree."""

from typing import Any

from flask_smorest import Blueprint

from services.volunteers.http.answers import GrantsAnswer, RoleHolderAnswer
from services.volunteers.http.inputs import GrantInput, GrantsArgs
from services.volunteers.operations.grant_role import Giving, grant_role, withdraw_role
from services.volunteers.store import Store
from services.volunteers.views import grants as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """/grants."""
    routes = Blueprint("grants", __name__, url_prefix="/api/v1/grants")

    @routes.get("")
    @allow("coordinator")
    @routes.arguments(GrantsArgs(), location="query")
    @routes.response(200, GrantsAnswer())
    def grants(args: Plain) -> Plain:
        """Who holds which role within my scope, or within one organisation of it."""
        organisation_id = args.pop("organisation_id")
        paths = current().paths("coordinator")
        if organisation_id:
            path = store.organisations.get(organisation_id)["path"]
            current().must_reach("coordinator", path)
            paths = [path]
        return views.grants(store, paths=paths, **args)

    @routes.post("")
    @allow("coordinator")
    @routes.arguments(GrantInput())
    @routes.response(201, RoleHolderAnswer())
    def grant(fields: Plain) -> Plain:
        """Give a role: coordinators make organisers, administrators all, within their scope."""
        person = grant_role(Giving(**fields), actor=current(), store=store, clock=clock)
        return views.holder(person, [""])

    @routes.delete("/<string:volunteer_id>/<string:role>/<string:organisation_id>")
    @allow("organiser")
    @routes.response(204)
    def withdraw(volunteer_id: str, role: str, organisation_id: str) -> None:
        """Take a role back, or lay down one's own."""
        taking = Giving(volunteer_id=volunteer_id, role=role, organisation_id=organisation_id)
        withdraw_role(taking, actor=current(), store=store)

    return routes
