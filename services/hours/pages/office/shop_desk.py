"""The counter of the shop: hand over by code, and take back what was reserved."""

from typing import Any

from flask import Response, request
from marshmallow import fields, validate

from services.hours.http.rewards.shop_schemas import GiveBackBody, HandOverBody
from services.hours.operations.rewards.give_back import give_back
from services.hours.operations.rewards.hand_over import hand_over
from services.hours.pages.office.desk import Desk, asked, to_office
from services.hours.pages.office.words import STATES
from services.hours.views.office.shop import one_reservation, waiting_under
from services.hours.views.rewards.shop import reservations_at
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id

HREF = "/office/shop"
_STATES = ("reserved", "handed_over", "given_back")


class Shown(CursorArgs):
    organisation_id = Id(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf(_STATES))


def pages(desk: Desk) -> Pages:
    """The counter, and what was reserved."""
    room = Pages("shop_desk", __name__, url_prefix=HREF)
    _counter(room, desk)
    _reserved(room, desk)
    return room


def _counter(room: Pages, desk: Desk) -> None:
    @room.get("")
    @allow("organiser")
    def counter() -> Response:
        code = request.args.get("code", "").strip().upper()[:10]
        found = waiting_under(code, by=current(), store=desk.store) if code else []
        return show(
            "hours/office/counter.html", title=t("兑换点", "The shop"), code=code, found=found,
            back=to_office(),
        )  # fmt: skip

    @room.post("/reservations/<string:key>/hand-over")
    @allow("organiser")
    def fetched(key: str) -> Response:
        form = Form()

        def act() -> Any:
            code = form.load(HandOverBody())["code"]
            return hand_over(key, code, by=current(), store=desk.store, clock=desk.clock)

        if form.attempt(act):
            title = form.result["title"]
            return done(HREF, f"已领取：{title}。", f"Handed over: {title}.")
        return show(
            "hours/office/counter.html", title=t("兑换点", "The shop"), code="", found=[],
            status=form.status, form=form, back=to_office(),
        )  # fmt: skip


def _reserved(room: Pages, desk: Desk) -> None:
    @room.get("/reservations")
    @allow("organiser")
    def reserved() -> Response:
        by, args = current(), asked(Shown())
        units, where = desk.choice(by, "organiser", args["organisation_id"])
        page = (args["cursor"], args["limit"])
        found = reservations_at(where, args["state"], by, *page, store=desk.store)
        return show(
            "hours/office/reservations.html", title=t("兑换记录", "Reservations"), units=units,
            form=Form({**args, "organisation_id": where}), words=STATES,
            states=[(one, str(STATES[one])) for one in _STATES],
            back=(HREF, t("兑换点", "The shop")), **found,
        )  # fmt: skip

    @room.route("/reservations/<string:key>", methods=["GET", "POST"])
    @allow("organiser")
    def one(key: str) -> Response:
        row, form = one_reservation(key, by=current(), store=desk.store), Form()
        if form.sent and form.attempt(lambda: _give_back(form, key, desk)):
            said = ("已退回：库存与时间币已恢复。", "Given back: the piece and the minutes.")
            return done(f"{HREF}/reservations/{key}", *said)
        return show(
            "hours/office/reservation.html", title=t("一条兑换", "A reservation"), row=row,
            form=form, status=form.status, words=STATES,
            back=(f"{HREF}/reservations", t("兑换记录", "Reservations")),
        )  # fmt: skip


def _give_back(form: Form, key: str, desk: Desk) -> Any:
    reason = form.load(GiveBackBody())["reason"]
    return give_back(key, reason, by=current(), store=desk.store, clock=desk.clock)
