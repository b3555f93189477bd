"""Routes that take records out for the national system, and the year's figures."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response
from flask_smorest import Blueprint

from services.hours.domain.certificates.period import Days
from services.hours.http.rewards import export_schemas as schemas
from services.hours.operations.rewards.note_export import note_export
from services.hours.store import Store
from services.hours.views.rewards.export import Export, as_csv, as_xlsx
from services.hours.views.rewards.year import year_of
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {"csv": ("zip", "application/zip", as_csv), "xlsx": ("xlsx", _XLSX, as_xlsx)}


def blueprint(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/records."""
    routes = Blueprint("records", __name__, url_prefix="/api/v1/records", description="Records")

    @routes.get("/export")
    @allow("coordinator")
    @routes.arguments(schemas.ExportArgs(), location="query")
    @routes.response(200)
    def get_export(args: dict[str, Any]) -> Response:
        """Persons, services, trainings, awards and evaluations of an organisation and all below
        it (order 67, article 4): five sheets, or a zip of five tables. It is noted who asked."""
        first, last, kind = args["first"], args["last"], args["format"]
        organisation = note_export(
            args["organisation_id"], first, last, kind, by=current(), store=store, clock=clock
        )
        ending, mime, write = _TYPES[kind]
        data = write(Export(organisation["path"], Days(first, last), store, zone, language()))
        answer = Response(data, mimetype=mime)
        name = f"records-{first}-{last}.{ending}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @routes.get("/year")
    @allow("organiser")
    @routes.arguments(schemas.YearArgs(), location="query")
    @routes.response(200, schemas.YearOfRecords())
    def get_year(args: dict[str, Any]) -> dict[str, Any]:
        """The figures of a year (order 67, article 18) of an organisation and all below it."""
        return year_of(**args, by=current(), store=store, zone=zone)

    return routes
