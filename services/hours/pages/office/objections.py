"""Objections to lines in public notice: held until somebody who is not concerned decides."""

from typing import Any

from flask import Response

from services.hours.http.notice_schemas import DecisionBody
from services.hours.operations.notice.decide_objection import (
    Decision,
    decide_objection,
    must_be_hers_to_decide,
)
from services.hours.pages.office.desk import Desk, asked, on_to, refusal_of, to_office
from services.hours.pages.office.words import STATES
from services.hours.views.notice.objections import objections_to_decide
from services.hours.views.office.one import one_objection
from shared.pages import Both, Form, Pages, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import CursorArgs

HREF = "/office/objections"


def pages(desk: Desk) -> Pages:
    """The open ones, and a page for each."""
    room = Pages("office_objections", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def waiting() -> Response:
        found = objections_to_decide(current(), **asked(CursorArgs()), store=desk.store)
        title = t("公示异议", "Objections")
        return show("hours/office/objections.html", title=title, back=to_office(), **found)

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by = current()
        row, journal = one_objection(
            key, by=by, store=desk.store, zone=desk.zone, language=language()
        )
        form = Form()
        if form.sent and form.attempt(lambda: _decide(form, key, desk)):
            rest = objections_to_decide(by, None, 2, store=desk.store)["items"]
            return on_to(rest, href, HREF, Both("已决定。", "Decided."))
        why_not = refusal_of(lambda: must_be_hers_to_decide(row, journal, by))
        return show(
            "hours/office/objection.html", title=t("对一条公示的异议", "An objection"),
            status=form.status, row=row, form=form, why_not=why_not, states=STATES,
            back=(HREF, t("公示异议", "Objections")),
        )  # fmt: skip

    return room


def href(row: Any) -> str:
    """The page of an objection."""
    return f"{HREF}/{row['objection_id']}"


def _decide(form: Form, key: str, desk: Desk) -> Any:
    body = form.load(DecisionBody())
    return decide_objection(
        Decision(key, body["verdict"], body["reason"]), by=current(), store=desk.store,
        settings=desk.own, zone=desk.zone, clock=desk.clock,
    )  # fmt: skip
