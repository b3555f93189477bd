"""Proofs: shown and downloaded by those in scope, sent by whoever filed what they prove."""

from flask import Response, request

from services.hours.domain.late.proofs import LARGEST, MEGABYTES, Upload
from services.hours.domain.late.refusals import ProofTooLarge
from services.hours.http.late.proofs import as_download
from services.hours.operations.late.attach_proof import attach_proof
from services.hours.pages.office.desk import Desk
from services.hours.store.late.filed import Filed
from services.hours.views.late.filed import proof_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

_LARGEST_BODY = LARGEST + 64 * 1024


def proof_page(room: Pages, among: Filed, desk: Desk) -> None:
    """``/<key>/proof``: GET gives the file, POST takes one."""
    # Before the kernel reads the form, which it does to know that it is ours.
    room.before_request_funcs.setdefault(None, []).insert(0, _widen)

    @room.get("/<string:key>/proof")
    @allow("volunteer")
    def proof(key: str) -> Response:
        return as_download(proof_of(key, by=current(), among=among, store=desk.store))

    @room.post("/<string:key>/proof")
    @allow("organiser")
    def attach(key: str) -> Response:
        form, here = Form(name="proof"), request.path.removesuffix("/proof")
        if form.attempt(lambda: _attach(key, among, desk)):
            return done(here, "证明已上传。", "The proof is attached.")
        return show(
            "hours/office/proof.html", title=t("上传证明", "Attach the proof"), form=form,
            status=form.status, action=request.path, back=(here, t("返回", "Back")),
        )  # fmt: skip


def _widen() -> None:
    if request.path.endswith("/proof"):
        request.max_content_length = _LARGEST_BODY


def _attach(key: str, among: Filed, desk: Desk) -> object:
    file = request.files.get("file")
    data = file.read(LARGEST + 1) if file else b""
    if len(data) > LARGEST:
        raise ProofTooLarge(field="file", megabytes=MEGABYTES)
    upload = Upload(data, (file and file.filename) or "", (file and file.mimetype) or "")
    return attach_proof(key, upload, by=current(), among=among, store=desk.store, clock=desk.clock)
