"""Routes of the findings: what looks suspicious, and what becomes of it."""

from typing import Any

from flask_smorest import Blueprint

from services.hours.http import findings_schemas as schemas
from services.hours.operations.findings.ask_for_look import ask_for_look
from services.hours.operations.findings.dismiss_finding import dismiss_finding
from services.hours.operations.findings.freeze_for_finding import freeze_for_finding
from services.hours.store import Store
from services.hours.store.findings.rows import Wanted
from services.hours.views.findings.findings import findings_in_scope, one_finding, shown
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """The routes under /api/v1/findings."""
    routes = Blueprint("findings", __name__, url_prefix="/api/v1/findings")

    @routes.get("")
    @allow("coordinator")
    @routes.arguments(schemas.FindingArgs(), location="query")
    @routes.response(200, schemas.Findings())
    def get_findings(args: Plain) -> Plain:
        """Findings within the coordinator's organisations, the latest first."""
        wanted = Wanted((), args["kind"], args["status"])
        where, cursor, limit = args["organisation_id"], args["cursor"], args["limit"]
        return findings_in_scope(where, wanted, cursor, limit, by=current(), store=store)

    @routes.get("/<string:finding_id>")
    @allow("coordinator")
    @routes.response(200, schemas.FindingInFull())
    def get_finding(finding_id: str) -> Plain:
        """A finding with the credits it rests on."""
        return one_finding(finding_id, by=current(), store=store)

    _settling(routes, store, clock)
    return routes


def _settling(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.post("/look")
    @allow("administrator")
    @routes.response(202, schemas.Asked())
    def post_look() -> Plain:
        """Look now instead of tomorrow; the worker begins within a minute."""
        return {"asked_at": ask_for_look(store=store, clock=clock)}

    @routes.post("/<string:finding_id>/dismiss")
    @allow("coordinator")
    @routes.arguments(schemas.DismissBody())
    @routes.response(200, schemas.Finding())
    def post_dismissal(body: Plain, finding_id: str) -> Plain:
        """There is nothing in it; it comes up again only with twice the evidence."""
        done = dismiss_finding(finding_id, body["reason"], by=current(), store=store, clock=clock)
        return shown(done, store=store)

    @routes.post("/<string:finding_id>/freeze")
    @allow("coordinator")
    @routes.arguments(schemas.FreezeBody())
    @routes.response(200, schemas.Finding())
    def post_freeze(body: Plain, finding_id: str) -> Plain:
        """Freeze purses until another person frees them; never one's own."""
        reason, whose = body["reason"], body["volunteer_ids"]
        done = freeze_for_finding(finding_id, reason, whose, by=current(), store=store, clock=clock)
        return shown(done, store=store)
