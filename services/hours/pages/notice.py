"""/notice: what stands in public notice, and objections to it."""

from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.http.notice_schemas import ObjectionBody
from services.hours.operations.notice.raise_objection import raise_objection
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.notice.objections import objections_of
from services.hours.views.notice.public_notice import line_in_notice, public_notice
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.storage.mongo import Document
from shared.web import allow, current

HREF = "/notice"


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """The list of an organisation, one line of it with the form to object, and my objections."""
    rooms = Pages("notice", __name__, url_prefix=HREF)

    @rooms.get("")
    @allow("volunteer")
    def board() -> Response:
        """My organisation's by default; ``?organisation_id=`` another one of the same line."""
        asked = request.args.get("organisation_id") or None
        found = public_notice(asked, cursor(), LINES, by=current(), store=store, zone=zone)
        path = f"{HREF}?organisation_id={asked}" if asked else HREF
        return show(
            "hours/notice.html",
            title=t("公示名单", "Public notice"),
            items=found["items"],
            chosen=asked,
            units=_units(store),
            next_href=onward(path, found["next_cursor"]),
            first_href=path if cursor() else "",
        )

    @rooms.get("/objections")
    @allow("volunteer")
    def objections() -> Response:
        """What I objected to, and what became of it."""
        found = objections_of(current(), cursor(), LINES, store=store)
        return show(
            "hours/objections.html",
            title=t("我提出的异议", "My objections"),
            back=(HREF, t("公示名单", "Public notice")),
            items=found["items"],
            next_href=onward(f"{HREF}/objections", found["next_cursor"]),
        )

    _object(rooms, store, clock, zone)
    return rooms


def _units(store: Store) -> list[Document]:
    """Her organisation and those above it, the nearest first."""
    person = store.copies.person(current().volunteer_id) or {"organisation_path": "/"}
    ids = person["organisation_path"].strip("/").split("/")
    found = {one["_id"]: one for one in store.copies.organisations(ids)}
    return [found[key] for key in reversed(ids) if key in found]


def _object(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.route("/<string:journal_id>", methods=["GET", "POST"])
    @allow("volunteer")
    def object_to(journal_id: str) -> Response:
        """Say why a line is wrong; it is held until a coordinator has decided."""
        by, form = current(), Form()

        def act() -> None:
            reason = form.load(ObjectionBody(only=("reason",)))["reason"]
            raise_objection(journal_id, reason, by=by, store=store, clock=clock)

        if form.sent and form.attempt(act):
            return done(
                f"{HREF}/objections",
                "异议已提交，处理结果会通知您。",
                "Your objection was filed. You will be told what was decided.",
            )
        return show(
            "hours/objection.html",
            title=t("提出异议", "Object"),
            status=form.status,
            back=(HREF, t("公示名单", "Public notice")),
            form=form,
            line=line_in_notice(journal_id, by=by, store=store, zone=zone),
        )
