"""The routes of an import, the same for every service that has one."""

from collections.abc import Callable
from typing import Any

from flask import Request, Response, request
from flask_smorest import Blueprint
from flask_smorest.fields import Upload
from marshmallow import Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict, FileStorage

from shared.clock import Clock
from shared.imports import jobs, sheets
from shared.imports.examination import Importer
from shared.storage.mongo import Db, Document
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Id, Input, Instant

_LARGEST_BODY = 11_000_000
ScopeOf = Callable[[str], str]


class Multipart(FlaskParser):
    """Reads the fields and files of a form as one, so that one schema describes the body."""

    def load_files(self, req: Request, schema: Schema) -> Any:
        return self._makeproxy(CombinedMultiDict([req.files, req.form]), schema)


class Routes(Blueprint):  # type: ignore[misc]
    ARGUMENTS_PARSER = Multipart()


class File(Upload):  # type: ignore[misc]
    """A file; a mere text in its place is refused."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ValidationError("Missing data for required field.")
        return value


class List(Input):
    """A table, and how it is to be read."""

    file = File(required=True)
    mapping = File(load_default=None)
    organisation_id = Id(required=True)
    dry_run = fields.Boolean(load_default=False)
    preview = fields.Boolean(
        load_default=False,
        metadata={"description": "A dry run whose file is kept a day, for a decision upon it."},
    )
    accept_valid = fields.Boolean(load_default=False)


class Decision(Input):
    """``accept_valid``: bring in the right rows without the rest."""

    accept_valid = fields.Boolean(load_default=False)


class Format(Input):
    format = fields.String(load_default="xlsx", validate=validate.OneOf(("xlsx", "csv")))


class Job(Input):
    """The state of an import; the first 100 problems stand here, all of them in the sheet."""

    id = fields.String(attribute="_id")
    state = fields.String(
        validate=validate.OneOf(("waiting", "writing", "done", "refused", "failed")),
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
    kept_until = Instant(metadata={"description": "so long a preview may be decided upon"})


def blueprint(importer: Importer, scope_of: ScopeOf, *, database: Db, clock: Clock) -> Blueprint:
    """``scope_of`` gives the path of an organisation, or raises NotFound."""
    name = importer.name
    routes = Routes(f"imports_{name}", __name__, url_prefix=f"/api/v1/imports/{name}")
    routes.before_request(_widen)
    _reading(routes, importer, database)

    @routes.post("")
    @allow("coordinator")
    @routes.arguments(List(), location="files", unknown=None)
    @routes.response(202, Job())
    def begin(given: dict[str, Any]) -> Document:
        """Put a table in line; ask its job until ``state`` is no longer waiting."""
        path, who = scope_of(given["organisation_id"]), current()
        who.must_reach("coordinator", path)
        upload, mapping = given.pop("file"), given.pop("mapping")
        given["dry_run"] = given["dry_run"] or given["preview"]
        return jobs.start(
            importer,
            (upload.filename or "table", upload.read()),
            mapping.read() if mapping else None,
            {**given, "organisation_path": path, "by": who.volunteer_id},
            database=database,
            now=clock(),
        )

    @routes.post("/<job_id>/decision")
    @allow("coordinator")
    @routes.arguments(Decision())
    @routes.response(202, Job())
    def decide(given: dict[str, bool], job_id: str) -> Document:
        """Bring in what a preview showed; a repeat, or a second person, changes nothing."""
        _visible(database, name, job_id)
        by, now = current().volunteer_id, clock()
        return jobs.decide(job_id, given["accept_valid"], by, name=name, database=database, now=now)

    return routes


def _widen() -> None:
    request.max_content_length = _LARGEST_BODY


def _reading(routes: Blueprint, importer: Importer, database: Db) -> None:
    """What changes nothing: the empty table, how a job stands, what is wrong with its rows."""

    @routes.get("/template")
    @allow("coordinator")
    @routes.arguments(Format(), location="query")
    @routes.response(200)
    def template(given: dict[str, str]) -> Response:
        """An empty table to fill; as XLSX with drop-downs and a guide."""
        data = sheets.template(importer.columns, language(), given["format"])
        return _file(data, importer.name, given["format"])

    @routes.get("/<job_id>")
    @allow("coordinator")
    @routes.response(200, Job())
    def one(job_id: str) -> Document:
        """How far an import is, and how it ended."""
        return _visible(database, importer.name, job_id)

    @routes.get("/<job_id>/problems")
    @allow("coordinator")
    @routes.arguments(Format(), location="query")
    @routes.response(200)
    def problems(given: dict[str, str], job_id: str) -> Response:
        """The error sheet: row, column, value, reason."""
        job = _visible(database, importer.name, job_id)
        data = sheets.problem_sheet(job["problems"], given["format"])
        return _file(data, f"{importer.name}-problems", given["format"])


def _visible(database: Db, name: str, job_id: str) -> Document:
    """The job, for coordinators of its organisation. Raises NotFound, OutOfScope."""
    job = jobs.get(database, name, job_id)
    current().must_reach("coordinator", job["organisation_path"])
    return job


def _file(data: bytes, name: str, kind: str) -> Response:
    response = Response(data, mimetype=sheets.CSV if kind == "csv" else sheets.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
