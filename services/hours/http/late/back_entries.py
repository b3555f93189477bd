"""Routes of back-entries: filed by an organiser, proven, approved by somebody else."""

from typing import Any
from zoneinfo import ZoneInfo

from services.hours.domain.late.presence import Presence
from services.hours.http.late import schemas
from services.hours.http.late.proofs import add_proofs
from services.hours.operations.late.approve_back_entry import approve_back_entry
from services.hours.operations.late.decline_back_entry import decline_back_entry
from services.hours.operations.late.file_back_entry import file_back_entry
from services.hours.operations.late.withdraw_filed import withdraw_filed
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.views.late.filed import Wanted, filed_in_scope, one_filed, shown
from shared.clock import Clock
from shared.imports.http import Routes
from shared.web import allow, current


def blueprint(store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo) -> Routes:
    """The routes under /api/v1/back-entries."""
    routes = Routes(
        "back_entries", __name__, url_prefix="/api/v1/back-entries", description="Back-entries"
    )
    _reading(routes, store)
    _filing(routes, store, clock, zone)
    _deciding(routes, store, clock, own, zone)
    add_proofs(
        routes, store.back_entries, schemas.BackEntry(), role="organiser", store=store, clock=clock
    )
    return routes


def _reading(routes: Routes, store: Store) -> None:
    @routes.get("")
    @allow("organiser")
    @routes.arguments(schemas.BackEntriesArgs(), location="query")
    @routes.response(200, schemas.BackEntries())
    def get_back_entries(args: dict[str, Any]) -> dict[str, Any]:
        """Back-entries of the organisations I reach, the latest first."""
        wanted = Wanted(args["organisation_id"], args["status"], args["waiting"])
        page = (args["cursor"], args["limit"])
        return filed_in_scope(wanted, *page, by=current(), among=store.back_entries, store=store)

    @routes.get("/<string:key>")
    @allow("volunteer")
    @routes.response(200, schemas.BackEntry())
    def get_back_entry(key: str) -> dict[str, Any]:
        """One back-entry: for whose hours it is about, and for organisers in scope."""
        return one_filed(key, by=current(), among=store.back_entries, store=store)


def _filing(routes: Routes, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @routes.post("")
    @allow("organiser")
    @routes.arguments(schemas.BackEntryBody())
    @routes.response(201, schemas.BackEntry())
    def post_back_entry(body: dict[str, Any]) -> dict[str, Any]:
        """File the presence of somebody who could not check in; nobody files her own."""
        reason, presence = body.pop("reason"), Presence(**body)
        filed = file_back_entry(presence, reason, by=current(), store=store, zone=zone, clock=clock)
        return shown(filed, store=store)

    @routes.post("/<string:key>/withdraw")
    @allow("organiser")
    @routes.response(200, schemas.BackEntry())
    def post_withdrawal(key: str) -> dict[str, Any]:
        """Withdraw what I filed."""
        by = current()
        return shown(withdraw_filed(key, by=by, among=store.back_entries, store=store), store=store)


def _deciding(
    routes: Routes, store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo
) -> None:
    @routes.post("/<string:key>/approve")
    @allow("coordinator")
    @routes.arguments(schemas.ApproveBody())
    @routes.response(200, schemas.BackEntry())
    def post_approval(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Approve it, as another person than the filer: its minutes count."""
        approved = approve_back_entry(
            key, body["proof_sha256"],
            by=current(), store=store, settings=own, zone=zone, clock=clock,
        )  # fmt: skip
        return shown(approved, store=store)

    @routes.post("/<string:key>/decline")
    @allow("coordinator")
    @routes.arguments(schemas.DeclineBody())
    @routes.response(200, schemas.BackEntry())
    def post_refusal(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Decline it with a reason."""
        declined = decline_back_entry(key, body["reason"], by=current(), store=store, clock=clock)
        return shown(declined, store=store)
