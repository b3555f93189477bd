"""/rosters: who is on it, as pages and as tables; and who has looked."""

from typing import Any
from urllib.parse import quote

from flask import Response
from flask_smorest import Blueprint

from services.activities.http import roster_schemas as schemas
from services.activities.operations.delete_roster_view import delete_roster_view
from services.activities.operations.export_roster import export_roster
from services.activities.operations.look_at_roster import look_at_roster
from services.activities.operations.save_roster_view import save_roster_view
from services.activities.operations.see_roster import Criteria
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views.looks import looks
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language

Plain = dict[str, Any]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def blueprint(store: Store, clock: Clock, own: ActivitySettings) -> Blueprint:
    """Open to all who are signed in: team leaders and persons in charge need no role."""
    routes = Blueprint("rosters", __name__, url_prefix="/api/v1/rosters")
    _rosters(routes, store, clock, own)
    _looks(routes, store)
    _views(routes, store)
    return routes


def _rosters(routes: Blueprint, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @routes.get("")
    @allow("volunteer")
    @routes.arguments(schemas.RosterArgs(), location="query")
    @routes.response(200, schemas.RosterAnswer())
    def page(args: Plain) -> Plain:
        """A page of the roster; ``counts`` by status come with the first."""
        sort, cursor, limit = args.pop("sort"), args.pop("cursor"), args.pop("limit")
        criteria, who = Criteria(**args), current()
        return look_at_roster(criteria, sort, cursor, limit, who, store=store, clock=clock)

    @routes.get("/export")
    @allow("volunteer")
    @routes.arguments(schemas.ExportArgs(), location="query")
    @routes.response(200, content_type="application/octet-stream")
    def export(args: Plain) -> Response:
        """The same rows as a table for Excel: CSV in UTF-8 with BOM, or XLSX."""
        sort, form = args.pop("sort"), args.pop("format")
        table = export_roster(
            Criteria(**args),
            sort,
            form,
            current(),
            language(),
            store=store,
            clock=clock,
            settings=own,
        )
        return download(table, form, f"{clock().astimezone(own.zone):%Y%m%d-%H%M}")


def _looks(routes: Blueprint, store: Store) -> None:
    @routes.get("/looks")
    @allow("coordinator")
    @routes.arguments(schemas.LooksArgs(), location="query")
    @routes.response(200, schemas.LooksAnswer())
    def seen(args: Plain) -> Plain:
        """Who looked at rosters within my subtrees, the newest first."""
        return looks(current(), store=store, **args)


def _views(routes: Blueprint, store: Store) -> None:
    @routes.get("/views")
    @allow("volunteer")
    @routes.response(200, schemas.ViewsAnswer())
    def views() -> Plain:
        """The filters I have saved under names, by name."""
        return {"items": store.roster_views.of(current().volunteer_id)}

    @routes.put("/views")
    @allow("volunteer")
    @routes.arguments(schemas.ViewInput())
    @routes.response(200, schemas.ViewAnswer())
    def save(given: Plain) -> Plain:
        """Save filters under a name; what had the name is replaced."""
        who = current().volunteer_id
        return save_roster_view(given["name"], given["words"], who, store=store)

    @routes.delete("/views/<string:view_id>")
    @allow("volunteer")
    @routes.response(204)
    def delete(view_id: str) -> None:
        """Forget one of mine; one that is gone stays gone."""
        delete_roster_view(view_id, current().volunteer_id, store=store)


def download(table: bytes, form: str, stamp: str) -> Response:
    name = f"花名册-{stamp}.{form}"
    plain = f'attachment; filename="roster-{stamp}.{form}"'
    response = Response(table, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = f"{plain}; filename*=UTF-8''{quote(name)}"
    return response
