"""The routes of an import, the same for every service that has one."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from flask_smorest.fields import Upload
from marshmallow import fields, validate

from shared.auth import Identity
from shared.clock import Clock
from shared.imports import jobs, sheets
from shared.imports.examination import Importer
from shared.storage.mongo import Db, Document
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Id, Input, Instant

_LARGEST_BODY = 11_000_000
ScopeOf = Callable[[str], str]


class Start(Input):
    organisation_id = Id(required=True)
    dry_run = fields.Boolean(load_default=False)
    accept_valid = fields.Boolean(load_default=False)


class Files(Input):
    file = Upload(required=True)
    mapping = Upload(load_default=None)


class Format(Input):
    format = fields.String(load_default="xlsx", validate=validate.OneOf(("xlsx", "csv")))


class Problem(Input):
    row = fields.Integer()
    column = fields.String()
    value = fields.String()
    zh = fields.String()
    en = fields.String()


class Job(Input):
    """The state of an import; the first 100 problems stand here, all of them in the sheet."""

    id = fields.String(attribute="_id")
    state = fields.String(
        validate=validate.OneOf(("waiting", "done", "refused", "failed")),
        metadata={"description": "refused: some rows are wrong, nothing came in"},
    )
    dry_run = fields.Boolean()
    accept_valid = fields.Boolean()
    organisation_id = fields.String()
    file_name = fields.String()
    done = fields.Integer(metadata={"description": "rows examined so far"})
    total = fields.Integer()
    accepted = fields.Integer(metadata={"description": "in a dry run: would come in"})
    repeated = fields.Integer(metadata={"description": "rows that are here already"})
    refused = fields.Integer()
    skipped = fields.Integer(metadata={"description": "rows the mapping does not mean"})
    ignored = fields.List(fields.String(), metadata={"description": "columns nobody reads"})
    problems = fields.Function(lambda job: job["problems"][:100])
    created_at = Instant()
    finished_at = Instant()


def blueprint(importer: Importer, scope_of: ScopeOf, *, database: Db, clock: Clock) -> Blueprint:
    """``scope_of`` gives the path of an organisation, or raises NotFound."""
    name = importer.name
    routes = Blueprint(f"imports_{name}", __name__, url_prefix=f"/api/v1/imports/{name}")

    @routes.before_request
    def widen() -> None:
        request.max_content_length = _LARGEST_BODY

    @routes.route("")
    class Begin(MethodView):
        @allow("coordinator")
        @routes.arguments(Start(), location="form")
        @routes.arguments(Files(), location="files")
        @routes.response(202, Job())
        def post(self, given: dict[str, Any], files: dict[str, Any]) -> Document:
            """Put a table in line; ask its job until ``state`` is no longer waiting."""
            path = scope_of(given["organisation_id"])
            current().must_reach("coordinator", path)
            facts = {**given, "organisation_path": path, "by": current().volunteer_id}
            upload, mapping = files["file"], files["mapping"]
            file = (upload.filename or "table", upload.read())
            return jobs.start(
                importer,
                file,
                mapping.read() if mapping else None,
                facts,
                database=database,
                now=clock(),
            )

    @routes.route("/template")
    class Template(MethodView):
        @allow("coordinator")
        @routes.arguments(Format(), location="query")
        @routes.response(200)
        def get(self, given: dict[str, Any]) -> Response:
            """An empty table to fill; as XLSX with drop-downs and a guide."""
            return _file(
                sheets.template(importer.columns, language(), given["format"]), name, given
            )

    @routes.route("/<job_id>")
    class One(MethodView):
        @allow("coordinator")
        @routes.response(200, Job())
        def get(self, job_id: str) -> Document:
            return _visible(database, name, job_id, current())

    @routes.route("/<job_id>/problems")
    class Problems(MethodView):
        @allow("coordinator")
        @routes.arguments(Format(), location="query")
        @routes.response(200)
        def get(self, given: dict[str, Any], job_id: str) -> Response:
            """The error sheet: row, column, value, reason."""
            job = _visible(database, name, job_id, current())
            data = sheets.problem_sheet(job["problems"], given["format"])
            return _file(data, f"{name}-problems", given)

    return routes


def _visible(database: Db, name: str, job_id: str, identity: Identity) -> Document:
    job = jobs.get(database, name, job_id)
    identity.must_reach("coordinator", job["organisation_path"])
    return job


def _file(data: bytes, name: str, given: dict[str, Any]) -> Response:
    kind = given["format"]
    response = Response(data, mimetype=sheets.CSV if kind == "csv" else sheets.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
