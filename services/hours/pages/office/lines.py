"""One credit, as a coordinator reads it: its explanation, and taking it back with a reason."""

from typing import Any

from flask import Response

from services.hours.http.schemas import ReverseBody
from services.hours.operations.reverse_journal import must_be_hers_to_reverse, reverse_journal
from services.hours.pages.office.desk import Desk, refusal_of, to_office
from services.hours.views.office.one import one_credit
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language

HREF = "/office/hours/lines"


def pages(desk: Desk) -> Pages:
    """A page for each line of somebody's pass book."""
    room = Pages("office_lines", __name__, url_prefix=HREF)

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by, form = current(), Form()
        line, journal = one_credit(
            key, by=by, store=desk.store, zone=desk.zone, language=language()
        )
        if form.sent and form.attempt(lambda: _reverse(form, key, desk)):
            said = ("已冲正，本人会收到说明。", "It is reversed; she is told why.")
            return done(f"{HREF}/{key}", *said)
        return show(
            "hours/office/line.html", title=t("一条时长", "Hours of a service"), line=line,
            form=form, status=form.status, back=to_office(),
            why_not=refusal_of(lambda: must_be_hers_to_reverse(journal, by, desk.store)),
        )  # fmt: skip

    return room


def _reverse(form: Form, key: str, desk: Desk) -> Any:
    reason = form.load(ReverseBody())["reason"]
    return reverse_journal(
        key, reason, by=current(), store=desk.store, settings=desk.own, zone=desk.zone,
        clock=desk.clock,
    )  # fmt: skip
