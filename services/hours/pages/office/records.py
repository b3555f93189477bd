"""Honours, trainings and evaluations that organisations recorded; what was wrong is revoked."""

from typing import Any

from flask import Response, abort
from marshmallow import fields, validate

from services.hours.domain.rewards.records import AboutOneself
from services.hours.http.rewards.record_schemas import RevokeRecordBody
from services.hours.operations.rewards.revoke_record import revoke_record
from services.hours.pages.office.desk import Desk, asked, to_office
from services.hours.pages.office.words import EVALUATED_BY, RECORDS
from services.hours.store.rewards.records import Records
from services.hours.views.office.lists import with_people, with_units
from services.hours.views.rewards.pages import page_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import CursorArgs, Id

HREF = "/office/records"


class Shown(CursorArgs):
    organisation_id = Id(load_default=None)
    kind = fields.String(load_default="honours", validate=validate.OneOf(tuple(RECORDS)))


def pages(desk: Desk) -> Pages:
    """The list of each kind, and a page for each record."""
    room = Pages("office_records", __name__, url_prefix=HREF)

    @room.get("")
    @allow("organiser")
    def listed() -> Response:
        by, args = current(), asked(Shown())
        units = desk.units(by, "organiser")
        ids = [args["organisation_id"]] if args["organisation_id"] in dict(units) else dict(units)
        query = {"organisation_id": {"$in": list(ids)}}
        found = page_of(_among(args["kind"], desk), query, args["cursor"], args["limit"])
        items = with_units(
            with_people(found["items"], store=desk.store), "organisation_id", store=desk.store
        )
        return show(
            "hours/office/records.html", title=t("荣誉、培训与评价", "Honours and trainings"),
            kind=args["kind"], kinds=RECORDS, sides=EVALUATED_BY, form=Form(args), units=units,
            items=items, next_cursor=found["next_cursor"], back=to_office(),
        )  # fmt: skip

    _one(room, desk)
    return room


def _one(room: Pages, desk: Desk) -> None:
    @room.route("/<string:kind>/<string:key>", methods=["GET", "POST"])
    @allow("organiser")
    def one(kind: str, key: str) -> Response:
        by, among, form = current(), _among(kind, desk), Form()
        row = among.get(key)
        by.must_reach("organiser", desk.store.copies.path_of(row))
        if form.sent and form.attempt(lambda: _revoke(form, key, among, desk)):
            return done(f"{HREF}/{kind}/{key}", "已撤销，记录保留。", "Revoked; it is kept.")
        named = with_people([row], store=desk.store)
        own = row["volunteer_id"] == by.volunteer_id
        return show(
            "hours/office/record.html", title=str(RECORDS[kind]), kind=kind, form=form,
            row=with_units(named, "organisation_id", store=desk.store)[0], status=form.status,
            sides=EVALUATED_BY, why_not=AboutOneself().text(language()) if own else None,
            back=(f"{HREF}?kind={kind}", t("返回列表", "Back to the list")),
        )  # fmt: skip


def _among(kind: str, desk: Desk) -> Records:
    if kind not in RECORDS:
        abort(404)
    found: Records = getattr(desk.store, kind)
    return found


def _revoke(form: Form, key: str, among: Records, desk: Desk) -> Any:
    reason = form.load(RevokeRecordBody())["reason"]
    return revoke_record(key, reason, by=current(), among=among, store=desk.store, clock=desk.clock)
