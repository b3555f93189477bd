"""/my/corrections: ask for a correction of one's own hours, and see each step of it."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.domain.late.corrections import Asked
from services.hours.domain.late.proofs import LARGEST, Upload, kind_of
from services.hours.domain.late.refusals import ProofMissing
from services.hours.http.late.proofs import as_download
from services.hours.http.late.schemas import CorrectionBody
from services.hours.operations.late.attach_proof import attach_proof
from services.hours.operations.late.file_correction import file_correction
from services.hours.operations.late.withdraw_filed import withdraw_filed
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.late.filed import filed_by_herself, one_filed, proof_of
from services.hours.views.late.subject import subject_of
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.storage.mongo import Document
from shared.web import allow, current

HREF = "/my/corrections"
_WIDE = ("/new", "/proof")


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """What I asked for, and a form to ask."""
    rooms = Pages("corrections", __name__, url_prefix=HREF)
    take_files(rooms, _WIDE)
    _list(rooms, store)
    _ask(rooms, store, clock, zone)
    _steps(rooms, store, clock)
    return rooms


def take_files(rooms: Pages, ends: tuple[str, ...]) -> None:
    """Where a proof comes in, and nowhere else, a form may have ten megabytes and what is around
    it; said before anything reads the form."""

    @rooms.url_value_preprocessor
    def widen(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if request.path.endswith(ends):
            request.max_content_length = LARGEST + 64 * 1024


def _list(rooms: Pages, store: Store) -> None:
    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        """My requests, the latest first."""
        found = filed_by_herself(
            cursor(), LINES, by=current(), among=store.corrections, store=store
        )
        return show(
            "hours/corrections.html",
            title=t("我的更正申请", "My requests for correction"),
            back=("/hours", t("我的时间", "My hours")),
            items=found["items"],
            next_href=onward(HREF, found["next_cursor"]),
        )


def _ask(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    def file_it(form: Form, about: Document) -> Document:
        """Nothing is filed where the proof could not be kept."""
        asked = Asked(**form.load(CorrectionBody(exclude=("journal_id", "shift_id"))), **about)
        upload = upload_of()
        if upload:
            kind_of(upload)
        filed = file_correction(asked, by=current(), store=store, zone=zone, clock=clock)
        if upload:
            among = store.corrections
            attach_proof(filed["_id"], upload, by=current(), among=among, store=store, clock=clock)
        return filed

    @rooms.route("/new", methods=["GET", "POST"])
    @allow("volunteer")
    def ask() -> Response:
        """What is wrong or missing, with the right times."""
        asked = (request.args.get("journal_id", ""), request.args.get("shift_id", ""))
        stood = subject_of(*asked, by=current(), store=store)
        form = Form({name: stood[name] for name in ("check_in_at", "check_out_at")})
        about = {name: stood[name] for name in ("journal_id", "shift_id")}
        if form.sent and form.attempt(lambda: file_it(form, about)):
            return done(
                f"{HREF}/{form.result['_id']}",
                "申请已提交，每一步都会通知您。",
                "Your request was filed. You are told at each step.",
            )
        return show(
            "hours/ask_correction.html",
            title=t("申请更正", "Ask for a correction"),
            status=form.status,
            back=("/hours", t("我的时间", "My hours")),
            form=form,
            stood=stood,
        )


def _steps(rooms: Pages, store: Store, clock: Clock) -> None:
    among = store.corrections

    @rooms.get("/<string:key>")
    @allow("volunteer")
    def one(key: str) -> Response:
        """One request and each step of it."""
        return _shown(key, Form(), store)

    @rooms.get("/<string:key>/proof")
    @allow("volunteer")
    def proof(key: str) -> Response:
        """The proof as a download."""
        return as_download(proof_of(key, by=current(), among=among, store=store))

    _changes(rooms, store, clock)


def _changes(rooms: Pages, store: Store, clock: Clock) -> None:
    among = store.corrections

    @rooms.post("/<string:key>/proof")
    @allow("volunteer")
    def attach(key: str) -> Response:
        """Attach the proof, or another one instead."""
        form = Form()
        if form.attempt(
            lambda: attach_proof(
                key, _needed(), by=current(), among=among, store=store, clock=clock
            )
        ):
            return done(f"{HREF}/{key}", "证明已上传。", "The proof was uploaded.")
        return _shown(key, form, store)

    @rooms.post("/<string:key>/withdraw")
    @allow("volunteer")
    def withdraw(key: str) -> Response:
        """Withdraw my request."""
        form = Form()
        if form.attempt(lambda: withdraw_filed(key, by=current(), among=among, store=store)):
            return done(f"{HREF}/{key}", "申请已撤回。", "Your request was withdrawn.")
        return _shown(key, form, store)


def upload_of() -> Upload | None:
    """The file of a form, or None where none was chosen."""
    file = request.files.get("file")
    if not file or not file.filename:
        return None
    return Upload(file.read(), file.filename, file.mimetype or "")


def _needed() -> Upload:
    if upload := upload_of():
        return upload
    raise ProofMissing(field="file")


def _shown(key: str, form: Form, store: Store) -> Response:
    found = one_filed(key, by=current(), among=store.corrections, store=store)
    return show(
        "hours/correction.html",
        title=found["activity_title"],
        status=form.status,
        back=(HREF, t("我的更正申请", "My requests for correction")),
        form=form,
        one=found,
        mine=found["filed_by"] == current().volunteer_id,
    )
