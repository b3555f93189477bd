"""How proofs come in and go out over HTTP: in by a form of 10 MB, out only as a download."""

from typing import Any

from flask import Response, request
from marshmallow import Schema
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from services.hours.domain.late.proofs import LARGEST, MEGABYTES, Upload
from services.hours.domain.late.refusals import ProofTooLarge
from services.hours.http.late import schemas
from services.hours.operations.late.attach_proof import attach_proof
from services.hours.store import Store
from services.hours.store.late.filed import Filed
from services.hours.views.late.filed import Download, proof_of, shown
from shared.clock import Clock
from shared.imports.http import Routes
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.problems import on_http, on_refusal

_LARGEST_BODY = LARGEST + 64 * 1024
_UPLOAD = "post_proof"


def add_proofs(
    routes: Routes, among: Filed, answer: Schema, *, role: str, store: Store, clock: Clock
) -> None:
    """``POST`` and ``GET`` of ``/{id}/proof``. ``answer``: the schema of a record; ``role``: of
    those who file."""

    _take_ten_megabytes(routes)

    @routes.post("/<string:key>/proof")
    @allow(role)
    @routes.arguments(schemas.ProofForm(), location="files", unknown=None)
    @routes.response(200, answer)
    def post_proof(form: dict[str, FileStorage], key: str) -> Document:
        """Attach the proof, or another one instead, until it is decided."""
        file = form["file"]
        upload = Upload(file.read(), file.filename or "", file.mimetype or "")
        by = current()
        return shown(
            attach_proof(key, upload, by=by, among=among, store=store, clock=clock),
            store=store,
        )

    @routes.get("/<string:key>/proof")
    @allow("volunteer")
    @routes.response(200)
    def get_proof(key: str) -> Response:
        """The proof as a download, for whoever filed it and organisers in scope."""
        return as_download(proof_of(key, by=current(), among=among, store=store))


def as_download(proof: Download) -> Response:
    """The file people sent, for a browser to save: never shown, run or guessed at; that it
    is not kept either is the rule for every answer."""
    response = Response(proof.parts, mimetype=proof.kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{proof.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _take_ten_megabytes(routes: Routes) -> None:
    """Where a proof comes in, and nowhere else, a body may be as large."""

    @routes.before_request
    def widen() -> None:
        if request.endpoint == f"{routes.name}.{_UPLOAD}":
            request.max_content_length = _LARGEST_BODY

    @routes.errorhandler(RequestEntityTooLarge)
    def too_large(fault: RequestEntityTooLarge) -> Any:
        if request.endpoint == f"{routes.name}.{_UPLOAD}":
            return on_refusal(ProofTooLarge(field="file", megabytes=MEGABYTES))
        return on_http(fault)
