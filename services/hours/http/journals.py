"""Routes that take back what was credited wrongly."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.http import schemas
from services.hours.operations.reverse_journal import reverse_journal
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.views.statement import line_of
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language


def blueprint(store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/journals."""
    routes = Blueprint("journals", __name__, url_prefix="/api/v1/journals", description="Journals")

    @routes.post("/<string:journal_id>/reverse")
    @allow("coordinator")
    @routes.arguments(schemas.ReverseBody())
    @routes.response(201, schemas.Line())
    def post_reversal(body: dict[str, Any], journal_id: str) -> dict[str, Any]:
        """Reverse a credit with a reason; nobody reverses her own."""
        written = reverse_journal(
            journal_id,
            body["reason"],
            by=current(),
            store=store,
            settings=own,
            zone=zone,
            clock=clock,
        )
        return line_of(written, zone, language())

    return routes
