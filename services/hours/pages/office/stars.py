"""Applications for stars, where an organisation's rules ask for them."""

from typing import Any

from flask import Response

from services.hours.domain.rewards.stars import OPEN
from services.hours.http.rewards.stars import StarVerdict
from services.hours.operations.rewards.decide_star import decide_star, must_not_be_hers
from services.hours.pages.office.desk import Desk, asked, on_to, refusal_of, to_office
from services.hours.pages.office.words import STATES
from services.hours.views.office.lists import applications_within
from services.hours.views.office.one import one_application
from shared.pages import Both, Form, Pages, show, t
from shared.web import allow, current
from shared.web.schemas import CursorArgs

HREF = "/office/hours/stars"


def pages(desk: Desk) -> Pages:
    """The open ones, and a page for each."""
    room = Pages("office_stars", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def waiting() -> Response:
        found = applications_within(current(), OPEN, **asked(CursorArgs()), store=desk.store)
        title = t("星级申请", "Star applications")
        return show("hours/office/stars.html", title=title, back=to_office(), **found)

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by = current()
        row = one_application(key, by=by, store=desk.store)
        form = Form({"verdict": "granted"})
        if form.sent and form.attempt(lambda: _decide(form, key, desk)):
            rest = applications_within(by, OPEN, None, 2, store=desk.store)["items"]
            return on_to(rest, href, HREF, Both("已决定。", "Decided."))
        why_not = refusal_of(lambda: must_not_be_hers(row, by))
        return show(
            "hours/office/star.html", title=t("星级申请", "A star application"), row=row,
            status=form.status, form=form, words=STATES, why_not=why_not,
            back=(HREF, t("星级申请", "Star applications")),
        )  # fmt: skip

    return room


def href(row: Any) -> str:
    """The page of an application."""
    return f"{HREF}/{row['_id']}"


def _decide(form: Form, key: str, desk: Desk) -> Any:
    body = form.load(StarVerdict())
    return decide_star(
        key, body["verdict"], body["reason"], by=current(), store=desk.store, clock=desk.clock
    )
