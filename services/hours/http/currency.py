"""Routes of the time currency: what a purse holds, and giving it away. Nothing undoes a gift."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.domain.ledger.currency import team_purse, volunteer_purse
from services.hours.http import currency_schemas as schemas
from services.hours.operations.ledger.donate_minutes import donate_for_team, donate_minutes
from services.hours.operations.ledger.transfer_minutes import transfer_minutes
from services.hours.store import Store
from services.hours.views.balance import must_reach_volunteer
from services.hours.views.ledger.purse import (
    must_reach_team,
    organisation_purses,
    purse_of,
    team_purse_of,
)
from services.hours.views.ledger.purse_statement import lines_of, purse_statement
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.problems import language


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/currency."""
    routes = Blueprint(
        "currency", __name__, url_prefix="/api/v1/currency", description="Time currency"
    )
    _purses(routes, store, clock, zone)
    _statements(routes, store, zone)
    _gifts(routes, store, clock, zone)
    return routes


def _purses(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    def purse(volunteer_id: str) -> dict[str, Any]:
        must_reach_volunteer(volunteer_id, current(), store=store)
        return purse_of(volunteer_id, clock().astimezone(zone).date(), store=store)

    @routes.get("/me")
    @allow("volunteer")
    @routes.response(200, schemas.Purse())
    def get_my_purse() -> dict[str, Any]:
        """My time currency, and my teams'."""
        return purse(current().volunteer_id)

    @routes.get("/volunteers/<string:volunteer_id>")
    @allow("volunteer")
    @routes.response(200, schemas.Purse())
    def get_purse(volunteer_id: str) -> dict[str, Any]:
        """A volunteer's time currency: for herself and the coordinators of her organisation."""
        return purse(volunteer_id)

    @routes.get("/teams/<string:team_id>")
    @allow("volunteer")
    @routes.response(200, schemas.TeamPurse())
    def get_team_purse(team_id: str) -> dict[str, Any]:
        """What a team was given: for its members and the coordinators of its organisation."""
        return team_purse_of(team_id, current(), store=store)

    @routes.get("/organisations/<string:organisation_id>")
    @allow("organiser")
    @routes.response(200, schemas.OrganisationPurses())
    def get_organisation_purses(organisation_id: str) -> dict[str, Any]:
        """What an organisation was given and paid."""
        return organisation_purses(organisation_id, current(), store=store)


def _statements(routes: Blueprint, store: Store, zone: ZoneInfo) -> None:
    def statement(purse: str, args: dict[str, Any]) -> dict[str, Any]:
        page = (args["cursor"], args["limit"])
        return purse_statement(purse, *page, store=store, zone=zone, language=language())

    @routes.get("/me/statement")
    @allow("volunteer")
    @routes.arguments(schemas.StatementArgs(), location="query")
    @routes.response(200, schemas.CurrencyStatement())
    def get_my_statement(args: dict[str, Any]) -> dict[str, Any]:
        """What moved my time currency, the latest first."""
        return statement(volunteer_purse(current().volunteer_id), args)

    @routes.get("/volunteers/<string:volunteer_id>/statement")
    @allow("volunteer")
    @routes.arguments(schemas.StatementArgs(), location="query")
    @routes.response(200, schemas.CurrencyStatement())
    def get_statement(args: dict[str, Any], volunteer_id: str) -> dict[str, Any]:
        """What moved a volunteer's: for herself and the coordinators of her organisation."""
        must_reach_volunteer(volunteer_id, current(), store=store)
        return statement(volunteer_purse(volunteer_id), args)

    @routes.get("/teams/<string:team_id>/statement")
    @allow("volunteer")
    @routes.arguments(schemas.StatementArgs(), location="query")
    @routes.response(200, schemas.CurrencyStatement())
    def get_team_statement(args: dict[str, Any], team_id: str) -> dict[str, Any]:
        """Who gave to a team, by number, and what it donated."""
        must_reach_team(team_id, current(), store=store)
        return statement(team_purse(team_id), args)


def _gifts(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    def line(journal: Document, purse: str) -> dict[str, Any]:
        return lines_of([journal], purse, store=store, zone=zone, language=language())[0]

    @routes.post("/donations")
    @allow("volunteer")
    @routes.arguments(schemas.DonationBody())
    @routes.response(201, schemas.CurrencyLine())
    def post_donation(body: dict[str, Any]) -> dict[str, Any]:
        """Donate to my organisation's pool, or to a team of mine. Nothing undoes it."""
        made = donate_minutes(**body, by=current(), store=store, clock=clock)
        return line(made, volunteer_purse(current().volunteer_id))

    @routes.post("/teams/<string:team_id>/donations")
    @allow("volunteer")
    @routes.arguments(schemas.Gift())
    @routes.response(201, schemas.CurrencyLine())
    def post_team_donation(body: dict[str, Any], team_id: str) -> dict[str, Any]:
        """Donate what my team was given to its organisation's pool. Nothing undoes it."""
        made = donate_for_team(team_id, **body, by=current(), store=store, clock=clock)
        return line(made, team_purse(team_id))

    @routes.post("/transfers")
    @allow("volunteer")
    @routes.arguments(schemas.TransferBody())
    @routes.response(201, schemas.CurrencyLine())
    def post_transfer(body: dict[str, Any]) -> dict[str, Any]:
        """Transfer to another volunteer by her number. Nothing undoes it."""
        made = transfer_minutes(**body, by=current(), store=store, clock=clock, zone=zone)
        return line(made, volunteer_purse(current().volunteer_id))
