"""The pages of an import: upload, look at what would come in, decide, see it come in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from shared.clock import Clock
from shared.imports import jobs, sheets
from shared.imports.examination import Importer
from shared.pages.forms import Form
from shared.pages.room import Pages
from shared.pages.showing import done, show
from shared.pages.words import Both, t
from shared.storage.mongo import Db, Document
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Id, Input

LARGEST_BODY = 11_000_000
_FORMS = ("xlsx", "csv")
STATES = {
    "waiting": Both("正在检查", "Being examined"),
    "writing": Both("正在导入", "Coming in"),
    "done": Both("已完成", "Done"),
    "refused": Both("有错误，未导入", "Has mistakes, nothing came in"),
    "failed": Both("未能完成", "Failed"),
}


class Begin(Input):
    """What is sent beside the files."""

    organisation_id = Id(required=True)


@dataclass(frozen=True)
class Desk:
    """One import and its page. ``scope_of`` gives the path of an organisation or raises NotFound;
    ``organisations`` lists (id, name) of those the reader may choose."""

    importer: Importer
    href: str
    title: Both
    back: tuple[str, Both]
    scope_of: Callable[[str], str]
    organisations: Callable[[], list[tuple[str, str]]]
    database: Db
    clock: Clock

    def job(self, job_id: str) -> Document:
        """The job, for coordinators of its organisation. Raises NotFound, OutOfScope."""
        job = jobs.get(self.database, self.importer.name, job_id)
        current().must_reach("coordinator", job["organisation_path"])
        return job

    def begin(self, form: Form) -> Document:
        """A preview of the uploaded list. Raises what reading it raises."""
        given = form.load(Begin())
        path, who = self.scope_of(given["organisation_id"]), current()
        who.must_reach("coordinator", path)
        upload, mapping = request.files.get("file"), request.files.get("mapping")
        return jobs.start(
            self.importer,
            ((upload and upload.filename) or "table", upload.read() if upload else b""),
            (mapping.read() or None) if mapping else None,
            {**given, "organisation_path": path, "by": who.volunteer_id}
            | {"dry_run": True, "accept_valid": False, "preview": True},
            database=self.database,
            now=self.clock(),
        )


def pages(desk: Desk) -> Pages:
    """``href`` itself, and below it the template, each list, its error sheet and the decision."""
    room = Pages(f"imports_{desk.importer.name}", __name__, url_prefix=desk.href)
    # Before the kernel reads the form, which it does to know that it is ours.
    room.before_request_funcs.setdefault(None, []).insert(0, _widen)
    _uploading(room, desk)
    _deciding(room, desk)
    return room


def _widen() -> None:
    request.max_content_length = LARGEST_BODY


def _uploading(room: Pages, desk: Desk) -> None:
    @room.route("", methods=["GET", "POST"])
    @allow("coordinator")
    def begin() -> Response:
        units = desk.organisations()
        form = Form({"organisation_id": units[0][0]} if units else {})
        if form.sent and not (request.files.get("file") and request.files["file"].filename):
            form.wrong("file", t("请选择要导入的表格。", "Choose the table to bring in."))
        elif form.sent and form.attempt(lambda: desk.begin(form)):
            return done(f"{desk.href}/{form.result['_id']}", "已上传。", "It is uploaded.")
        latest = jobs.latest(desk.database, desk.importer.name, current().paths("coordinator"))
        return show(
            "imports/begin.html", title=str(desk.title), status=form.status, form=form,
            units=units, jobs=latest, desk=desk, states=STATES, back=_back(desk.back),
        )  # fmt: skip

    @room.get("/template.<string:kind>")
    @allow("coordinator")
    def template(kind: str) -> Response:
        kind = kind if kind in _FORMS else "xlsx"
        data = sheets.template(desk.importer.columns, language(), kind)
        return _file(data, desk.importer.name, kind)


def _deciding(room: Pages, desk: Desk) -> None:
    @room.get("/<string:job_id>")
    @allow("coordinator")
    def one(job_id: str) -> Response:
        job = desk.job(job_id)
        title = f"{desk.title}：{job['file_name']}"
        back = (desk.href, desk.title)
        running = job["state"] in ("waiting", "writing")
        undecided = bool(job.get("kept_until", desk.clock()) > desk.clock())
        seen: dict[str, Any] = {"running": running, "undecided": undecided, "states": STATES}
        return show("imports/job.html", title=title, job=job, desk=desk, back=_back(back), **seen)

    @room.post("/<string:job_id>/decide")
    @allow("coordinator")
    def decide(job_id: str) -> Response:
        desk.job(job_id)
        jobs.decide(
            job_id, request.form.get("accept_valid") == "on", current().volunteer_id,
            name=desk.importer.name, database=desk.database, now=desk.clock(),
        )  # fmt: skip
        return done(f"{desk.href}/{job_id}", "开始导入。", "It is coming in.")

    @room.get("/<string:job_id>/problems.<string:kind>")
    @allow("coordinator")
    def problems(job_id: str, kind: str) -> Response:
        job = desk.job(job_id)
        kind = kind if kind in _FORMS else "xlsx"
        data = sheets.problem_sheet(job["problems"], kind)
        return _file(data, f"{desk.importer.name}-problems", kind)


def _back(way: tuple[str, Both]) -> tuple[str, str]:
    return way[0], str(way[1])


def _file(data: bytes, name: str, kind: str) -> Response:
    response = Response(data, mimetype=sheets.CSV if kind == "csv" else sheets.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
