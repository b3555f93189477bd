"""Records that go elsewhere: a volunteer's, with her consent, or all of an organisation's."""

from typing import Any

from flask import Response

from services.hours.http.custody import AnswerBody, SuccessionBody
from services.hours.operations.notice.decide_transfer import (
    Answer,
    decide_transfer,
    must_not_be_hers,
)
from services.hours.operations.notice.name_successor import name_successor
from services.hours.pages.office.desk import Desk, on_to, refusal_of, to_office
from services.hours.pages.office.words import STATES
from services.hours.views.office.lists import transfers_to_decide, with_units
from services.hours.views.office.one import one_transfer
from shared.pages import Both, Form, Pages, done, show, t
from shared.web import allow, current

HREF = "/office/transfers"
_MOST = 200


def pages(desk: Desk) -> Pages:
    """Transfers that wait, a page for each, and successions."""
    room = Pages("office_transfers", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def waiting() -> Response:
        items = transfers_to_decide(current(), _MOST, store=desk.store)
        title = t("转入申请", "Transfers")
        return show("hours/office/transfers.html", title=title, back=to_office(), items=items)

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by = current()
        row = one_transfer(key, by=by, store=desk.store)
        form = Form({"verdict": "accepted"})
        if form.sent and form.attempt(lambda: _answer(form, key, desk)):
            rest = transfers_to_decide(by, 2, store=desk.store)
            return on_to(rest, href, HREF, Both("已答复。", "Answered."))
        why_not = refusal_of(lambda: must_not_be_hers(row, by))
        return show(
            "hours/office/transfer.html", title=t("转入申请", "A transfer"), row=row, form=form,
            status=form.status, words=STATES, why_not=why_not,
            back=(HREF, t("转入申请", "Transfers")),
        )  # fmt: skip

    _successions(room, desk)
    return room


def _successions(room: Pages, desk: Desk) -> None:
    @room.route("/successions", methods=["GET", "POST"])
    @allow("coordinator")
    def successions() -> Response:
        by, form = current(), Form()
        if form.sent and form.attempt(lambda: _succeed(form, desk)):
            said = ("已登记承接关系。", "The successor is named.")
            return done(f"{HREF}/successions", *said)
        rows = desk.store.custody.successions(_MOST)
        return show(
            "hours/office/successions.html", title=t("组织承接", "Successions"), form=form,
            status=form.status, units=desk.units(by, "administrator"), back=to_office(),
            items=with_units(rows, "from_id", "to_id", store=desk.store),
        )  # fmt: skip


def href(row: Any) -> str:
    """The page of a transfer."""
    return f"{HREF}/{row['_id']}"


def _answer(form: Form, key: str, desk: Desk) -> Any:
    body = form.load(AnswerBody())
    answer = Answer(key, body["verdict"], body["reason"])
    return decide_transfer(answer, by=current(), store=desk.store, clock=desk.clock)


def _succeed(form: Form, desk: Desk) -> Any:
    body = form.load(SuccessionBody())
    return name_successor(
        body["from_organisation_id"], body["to_organisation_id"], body["reason"],
        by=current(), store=desk.store, clock=desk.clock,
    )  # fmt: skip
