"""Routes of requests for correction: asked by a volunteer, checked, decided by somebody else."""

from typing import Any
from zoneinfo import ZoneInfo

from services.hours.domain.late.corrections import Asked, Verdict
from services.hours.domain.late.refusals import EitherLineOrShift
from services.hours.http.late import schemas
from services.hours.http.late.proofs import add_proofs
from services.hours.operations.late.check_correction import check_correction
from services.hours.operations.late.decide_correction import decide_correction
from services.hours.operations.late.file_correction import file_correction
from services.hours.operations.late.withdraw_filed import withdraw_filed
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.views.late.filed import (
    Wanted,
    filed_by_herself,
    filed_in_scope,
    one_filed,
    shown,
)
from shared.clock import Clock
from shared.imports.http import Routes
from shared.web import allow, current
from shared.web.schemas import CursorArgs


def blueprint(store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo) -> Routes:
    """The routes under /api/v1/corrections."""
    routes = Routes(
        "corrections", __name__, url_prefix="/api/v1/corrections", description="Corrections"
    )
    _reading(routes, store)
    _asking(routes, store, clock, zone)
    _answering(routes, store, clock, own, zone)
    answer = schemas.CorrectionRequest()
    add_proofs(routes, store.corrections, answer, role="volunteer", store=store, clock=clock)
    return routes


def _reading(routes: Routes, store: Store) -> None:
    @routes.get("")
    @allow("organiser")
    @routes.arguments(schemas.CorrectionsArgs(), location="query")
    @routes.response(200, schemas.CorrectionRequests())
    def get_corrections(args: dict[str, Any]) -> dict[str, Any]:
        """Requests to the organisations I reach, the latest first."""
        status = "checked" if args["waiting"] else args["status"]
        wanted = Wanted(args["organisation_id"], status, args["waiting"])
        page = (args["cursor"], args["limit"])
        return filed_in_scope(wanted, *page, by=current(), among=store.corrections, store=store)

    @routes.get("/me")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, schemas.CorrectionRequests())
    def get_my_corrections(args: dict[str, Any]) -> dict[str, Any]:
        """My requests, the latest first."""
        page = (args["cursor"], args["limit"])
        return filed_by_herself(*page, by=current(), among=store.corrections, store=store)

    @routes.get("/<string:key>")
    @allow("volunteer")
    @routes.response(200, schemas.CorrectionRequest())
    def get_correction(key: str) -> dict[str, Any]:
        """One request: for her who filed it, and for organisers in scope."""
        return one_filed(key, by=current(), among=store.corrections, store=store)


def _asking(routes: Routes, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @routes.post("")
    @allow("volunteer")
    @routes.arguments(schemas.CorrectionBody())
    @routes.response(201, schemas.CorrectionRequest())
    def post_correction(body: dict[str, Any]) -> dict[str, Any]:
        """Ask for a correction of my own hours."""
        if (body["journal_id"] is None) == (body["shift_id"] is None):
            raise EitherLineOrShift(field="journal_id")
        filed = file_correction(Asked(**body), by=current(), store=store, zone=zone, clock=clock)
        return shown(filed, store=store)

    @routes.post("/<string:key>/withdraw")
    @allow("volunteer")
    @routes.response(200, schemas.CorrectionRequest())
    def post_withdrawal(key: str) -> dict[str, Any]:
        """Withdraw my request."""
        by = current()
        return shown(withdraw_filed(key, by=by, among=store.corrections, store=store), store=store)


def _answering(
    routes: Routes, store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo
) -> None:
    @routes.post("/<string:key>/check")
    @allow("organiser")
    @routes.arguments(schemas.CheckBody())
    @routes.response(200, schemas.CorrectionRequest())
    def post_check(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Say what I found; somebody else decides."""
        checked = check_correction(key, body["finding"], by=current(), store=store, clock=clock)
        return shown(checked, store=store)

    @routes.post("/<string:key>/decide")
    @allow("coordinator")
    @routes.arguments(schemas.DecideBody())
    @routes.response(200, schemas.CorrectionRequest())
    def post_decision(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Accept it, as it is or with other times, or decline it, with a reason."""
        verdict = Verdict(body.pop("decision") == "accept", **body)
        decided = decide_correction(
            key, verdict, by=current(), store=store, settings=own, zone=zone, clock=clock
        )
        return shown(decided, store=store)
