"""File a back-entry: who was at a shift and could not check in."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response, request

from services.hours.domain.late.presence import Presence
from services.hours.operations.late.file_back_entry import file_back_entry
from services.hours.pages.office.back_entries import HREF
from services.hours.pages.office.desk import Desk, calling
from shared.pages import Form, Pages, done, show, t
from shared.pages.words import clock, day
from shared.web import allow, current
from shared.web.schemas import Id, Input, Instant, Prose, Text

_LOOK_BACK = timedelta(days=62)
_MOST = 200


class Filing(Input):
    """As BackEntryBody, with the volunteer's number instead of her id."""

    shift_id = Id(required=True)
    number = Text(required=True, max=40)
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    role = Text(load_default="", min=0, max=100)
    reason = Prose(required=True, min=2, max=500)


def pages(desk: Desk) -> Pages:
    """/office/back-entries/new, for a shift (``?shift_id=``) and a person (``?number=``)."""
    room = Pages("filing", __name__, url_prefix=f"{HREF}/new")

    @room.route("", methods=["GET", "POST"])
    @allow("organiser")
    def new() -> Response:
        shifts = _shifts(desk)
        form = Form(_first(shifts))
        if form.sent and form.attempt(lambda: _file(form, desk)):
            said = (
                "已登记。请上传证明，然后由另一人批准。",
                "It is filed. Please attach the proof; somebody else approves it.",
            )
            return done(f"{HREF}/{form.result['_id']}", *said)
        options = [(one["shift_id"], one["label"]) for one in shifts]
        return show(
            "hours/office/filing.html", title=t("补录时长", "Enter hours afterwards"),
            status=form.status, form=form, shifts=options,
            back=(HREF, t("补录", "Back-entries")),
        )  # fmt: skip

    return room


def _file(form: Form, desk: Desk) -> Any:
    body = form.load(Filing())
    reason, who = body.pop("reason"), desk.numbered(body.pop("number"))
    with calling(volunteer_id="number"):
        return file_back_entry(
            Presence(volunteer_id=who, **body), reason, by=current(), store=desk.store,
            zone=desk.zone, clock=desk.clock,
        )  # fmt: skip


def _shifts(desk: Desk) -> list[dict[str, Any]]:
    """Shifts of the last two months, and the one asked for."""
    now = desk.clock()
    paths = current().paths("organiser")
    found = desk.store.copies.ended(paths, now - _LOOK_BACK, now, _MOST)
    wanted = request.args.get("shift_id", "")
    named = desk.store.copies.activity_of(wanted) if wanted else None
    if named and named["_id"] not in {one["_id"] for one in found}:
        found.insert(0, named)
    return [
        {**shift, "label": _label(one["title"], shift["start"], shift["end"])}
        for one in found
        for shift in one["shifts"]
    ]


def _label(title: str, start: datetime, end: datetime) -> str:
    return f"{day(start)} {clock(start)}–{clock(end)} {title}"


def _first(shifts: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form shows at first: the times of the shift that was asked for."""
    values: dict[str, Any] = {"number": request.args.get("number", "")[:40]}
    wanted = request.args.get("shift_id", "")
    for one in shifts:
        if one["shift_id"] == wanted:
            values |= {
                "shift_id": wanted, "check_in_at": one["start"], "check_out_at": one["end"]
            }  # fmt: skip
    return values
