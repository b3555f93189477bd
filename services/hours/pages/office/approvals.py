"""Long days: what is over the daily limit waits for the organisation above."""

from datetime import date
from typing import Any

from flask import Response

from services.hours.domain.rules.refusals import NoSuchLongDay
from services.hours.http.approvals import LongDayBody
from services.hours.operations.rules.decide_long_day import (
    Decision,
    decide_long_day,
    must_be_hers_to_decide,
    must_not_have_approved,
)
from services.hours.pages.office.desk import Desk, asked, on_to, refusal_of, to_office
from services.hours.views.office.one import one_long_day
from services.hours.views.rules.long_days import waiting_for
from shared.pages import Both, Form, Pages, show, t
from shared.web import allow, current
from shared.web.schemas import CursorArgs

HREF = "/office/approvals"


def pages(desk: Desk) -> Pages:
    """The list, and a page for each day."""
    room = Pages("approvals", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def waiting() -> Response:
        found = waiting_for(current(), **asked(CursorArgs()), store=desk.store)
        title = t("超出每日上限的时长", "Days over the daily limit")
        return show("hours/office/approvals.html", title=title, back=to_office(), **found)

    @room.route("/<string:volunteer_id>/<string:day>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(volunteer_id: str, day: str) -> Response:
        by, when = current(), _day(day)
        row = one_long_day(volunteer_id, when, by=by, store=desk.store)
        form = Form({"decision": "approve"})
        if form.sent and form.attempt(lambda: _decide(form, volunteer_id, when, desk)):
            rest = waiting_for(by, None, 2, store=desk.store)["items"]
            return on_to(rest, href, HREF, Both("已处理。", "Decided."))
        return show(
            "hours/office/approval.html", title=t("批准超时时长", "Approve a long day"),
            status=form.status, row=row, form=form, why_not=_why_not(row, desk),
            high=min(row["minutes"] + row["held"], row["ceiling"] or 0),
            back=(HREF, t("超时时长", "Long days")),
        )  # fmt: skip

    return room


def href(row: Any) -> str:
    """The page of a day."""
    return f"{HREF}/{row['volunteer_id']}/{row['date']}"


def _decide(form: Form, volunteer_id: str, day: date, desk: Desk) -> Any:
    body = form.load(LongDayBody())
    decision = Decision(body["decision"] == "approve", body["reason"], body["minutes_up_to"])
    return decide_long_day(
        volunteer_id, day, decision, by=current(), store=desk.store, settings=desk.own,
        zone=desk.zone, clock=desk.clock,
    )  # fmt: skip


def _why_not(row: Any, desk: Desk) -> str | None:
    """Why the reader may not decide; None where she may."""

    def check() -> None:
        must_be_hers_to_decide(row, current(), desk.store)
        must_not_have_approved(row, current())

    return refusal_of(check)


def _day(text: str) -> date:
    """Raises NoSuchLongDay where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchLongDay from None
