"""Routes to read hours: one's own, a volunteer's, an organisation's."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.domain.periods import Period
from services.hours.http import schemas
from services.hours.store import Store
from services.hours.views.balance import balance_of, must_reach_volunteer
from services.hours.views.statement import statement_of
from services.hours.views.totals import totals_by_month, totals_by_organisation
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/hours."""
    routes = Blueprint("hours", __name__, url_prefix="/api/v1/hours", description="Hours")
    _balances(routes, store, clock, zone)
    _statements(routes, store, zone)
    _totals(routes, store)
    return routes


def _balances(routes: Blueprint, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    def balance(volunteer_id: str) -> dict[str, Any]:
        must_reach_volunteer(volunteer_id, current(), store=store)
        return balance_of(volunteer_id, clock().astimezone(zone).date(), store=store)

    @routes.get("/me")
    @allow("volunteer")
    @routes.response(200, schemas.Balance())
    def get_my_hours() -> dict[str, Any]:
        """My hours, attendances and star."""
        return balance(current().volunteer_id)

    @routes.get("/volunteers/<string:volunteer_id>")
    @allow("volunteer")
    @routes.response(200, schemas.Balance())
    def get_hours(volunteer_id: str) -> dict[str, Any]:
        """A volunteer's hours: for herself and the coordinators of her organisation."""
        return balance(volunteer_id)


def _statements(routes: Blueprint, store: Store, zone: ZoneInfo) -> None:
    def statement(volunteer_id: str, args: dict[str, Any]) -> dict[str, Any]:
        must_reach_volunteer(volunteer_id, current(), store=store)
        page = (args["cursor"], args["limit"])
        return statement_of(volunteer_id, *page, store=store, zone=zone, language=language())

    @routes.get("/me/statement")
    @allow("volunteer")
    @routes.arguments(schemas.StatementArgs(), location="query")
    @routes.response(200, schemas.Statement())
    def get_my_statement(args: dict[str, Any]) -> dict[str, Any]:
        """My journals, the latest service first, each with why so many minutes count."""
        return statement(current().volunteer_id, args)

    @routes.get("/volunteers/<string:volunteer_id>/statement")
    @allow("volunteer")
    @routes.arguments(schemas.StatementArgs(), location="query")
    @routes.response(200, schemas.Statement())
    def get_statement(args: dict[str, Any], volunteer_id: str) -> dict[str, Any]:
        """A volunteer's journals: for herself and the coordinators of her organisation."""
        return statement(volunteer_id, args)


def _totals(routes: Blueprint, store: Store) -> None:
    @routes.get("/totals")
    @allow("organiser")
    @routes.arguments(schemas.TotalsArgs(), location="query")
    @routes.response(200, schemas.Totals())
    def get_totals(args: dict[str, Any]) -> dict[str, Any]:
        """Hours and attendances of an organisation and all below it, by month or organisation."""
        period = Period(args["first"], args["last"])
        read = totals_by_month if args["by"] == "month" else totals_by_organisation
        return read(args["organisation_id"], period, current(), store=store)
