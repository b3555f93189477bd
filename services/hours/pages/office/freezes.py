"""Frozen purses: frozen by one coordinator, freed by another."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.http.freezes import WhyBody
from services.hours.operations.notice.freeze_purse import freeze_purse
from services.hours.operations.notice.unfreeze_purse import unfreeze_purse
from services.hours.pages.office.desk import Desk, to_office
from services.hours.views.office.lists import frozen_within, with_people
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import Text

HREF = "/office/hours/freezes"
_MOST = 200


class Whom(WhyBody):
    """Whose purse, by the volunteer's number."""

    number = Text(required=True, max=40)


def pages(desk: Desk) -> Pages:
    """What is frozen, freeze one more, and free one."""
    room = Pages("office_freezes", __name__, url_prefix=HREF)

    @room.route("", methods=["GET", "POST"])
    @allow("coordinator")
    def frozen() -> Response:
        form = Form({"number": request.args.get("number", "")[:40]})

        def freeze() -> Any:
            body = form.load(Whom())
            return _act(freeze_purse, desk.numbered(body["number"]), body["reason"], desk)

        if form.sent and form.attempt(freeze):
            return done(HREF, "已冻结，本人会收到原因。", "It is frozen; she is told why.")
        items = frozen_within(current(), _MOST, store=desk.store)
        return show(
            "hours/office/freezes.html", title=t("冻结的时间币", "Frozen purses"), form=form,
            status=form.status, items=items, back=to_office(),
        )  # fmt: skip

    @room.route("/<string:volunteer_id>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(volunteer_id: str) -> Response:
        form, row = Form(), _last(volunteer_id, desk)
        if form.sent and form.attempt(
            lambda: _act(unfreeze_purse, volunteer_id, form.load(WhyBody())["reason"], desk)
        ):
            return done(HREF, "已解冻，本人会收到通知。", "It is free again; she is told.")
        return show(
            "hours/office/freeze.html", title=t("解冻时间币", "Free a purse"), row=row, form=form,
            status=form.status, hers=row["by"] == current().volunteer_id,
            back=(HREF, t("冻结的时间币", "Frozen purses")),
        )  # fmt: skip

    return room


def _act(work: Callable[..., Any], volunteer_id: str, reason: str, desk: Desk) -> Any:
    return work(volunteer_id, reason, by=current(), store=desk.store, clock=desk.clock)


def _last(volunteer_id: str, desk: Desk) -> dict[str, Any]:
    """The last freeze of her purse. Raises NoSuchVolunteer, OutOfScope."""
    person, row = desk.store.copies.person(volunteer_id), desk.store.freezes.last(volunteer_id)
    if person is None or row is None:
        raise NoSuchVolunteer
    current().must_reach("coordinator", person["organisation_path"])
    return with_people([row], "volunteer_id", "by", store=desk.store)[0]
