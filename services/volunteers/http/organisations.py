"""The organisation tree."""

from typing import Any

from flask_smorest import Blueprint

from services.volunteers.http.answers import OrganisationAnswer, OrganisationsAnswer
from services.volunteers.http.inputs import (
    NewOrganisationInput,
    OrganisationInput,
    OrganisationsArgs,
)
from services.volunteers.operations.add_organisation import NewOrganisation, add_organisation
from services.volunteers.operations.change_organisation import change_organisation
from services.volunteers.store import Store
from services.volunteers.views import organisations as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """/organisations."""
    routes = Blueprint("organisations", __name__, url_prefix="/api/v1/organisations")

    @routes.get("")
    @allow("public")
    @routes.arguments(OrganisationsArgs(), location="query")
    @routes.response(200, OrganisationsAnswer())
    def organisations(args: Plain) -> Plain:
        """The tree, or a part of it: to choose where to register."""
        return views.organisations(views.Listing(**args), store)

    @routes.get("/<string:organisation_id>")
    @allow("public")
    @routes.response(200, OrganisationAnswer())
    def organisation(organisation_id: str) -> Plain:
        """One organisation."""
        return views.shown(store.organisations.get(organisation_id))

    @routes.post("")
    @allow("administrator")
    @routes.arguments(NewOrganisationInput())
    @routes.response(201, OrganisationAnswer())
    def add(fields: Plain) -> Plain:
        """Add an organisation below one of my scope."""
        asked = NewOrganisation(**fields)
        return views.shown(add_organisation(asked, actor=current(), store=store, clock=clock))

    @routes.patch("/<string:organisation_id>")
    @allow("administrator")
    @routes.arguments(OrganisationInput())
    @routes.response(200, OrganisationAnswer())
    def change(fields: Plain, organisation_id: str) -> Plain:
        """Rename, move, close or open an organisation of my scope."""
        node = change_organisation(
            organisation_id, fields, actor=current(), store=store, clock=clock
        )
        return views.shown(node)

    return routes
