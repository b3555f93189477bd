"""What an organisation offers for time currency: make an offer, change it, count its stock."""

from typing import Any

from flask import Response, request

from services.hours.http.rewards.shop_schemas import OfferBody, OfferChanges
from services.hours.operations.rewards.change_offer import change_offer
from services.hours.operations.rewards.make_offer import make_offer
from services.hours.pages.office.desk import Desk, asked
from services.hours.pages.office.rules import Where
from services.hours.pages.office.shop_desk import HREF as SHOP
from services.hours.views.office.shop import one_offer
from services.hours.views.rewards.shop import offers_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

HREF = f"{SHOP}/offers"
_TERMS = ("title", "description", "place", "minutes", "keep_days", "opens_at", "closes_at")


def pages(desk: Desk) -> Pages:
    """An organisation's offers, a new one, and a page for each."""
    room = Pages("office_offers", __name__, url_prefix=HREF)

    @room.get("")
    @allow("organiser")
    def listed() -> Response:
        by, args = current(), asked(Where())
        units, where = desk.choice(by, "organiser", args["organisation_id"])
        found = offers_of(where, by, args["cursor"], args["limit"], store=desk.store)
        return show(
            "hours/office/offers.html", title=t("兑换物品", "Offers"), units=units, where=where,
            form=Form({"organisation_id": where}), back=(SHOP, t("兑换点", "The shop")), **found,
        )  # fmt: skip

    @room.route("/new", methods=["GET", "POST"])
    @allow("coordinator")
    def new() -> Response:
        where = request.args.get("organisation_id", "")
        form = Form({"organisation_id": where, "keep_days": 7, "stock": 10})
        if form.sent and form.attempt(lambda: _make(form, desk)):
            return done(f"{HREF}/{form.result['_id']}", "已上架。", "It is on offer.")
        return show(
            "hours/office/offer_new.html", title=t("新兑换物品", "A new offer"), form=form,
            status=form.status, units=desk.units(current(), "coordinator"),
            back=(HREF, t("兑换物品", "Offers")),
        )  # fmt: skip

    _one(room, desk)
    return room


def _one(room: Pages, desk: Desk) -> None:
    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("organiser")
    def one(key: str) -> Response:
        row = one_offer(key, by=current(), store=desk.store)
        form = Form({name: row[name] for name in _TERMS})
        if form.sent and form.attempt(lambda: _change(form, key, desk)):
            return done(f"{HREF}/{key}", "已保存。", "Saved.")
        return show(
            "hours/office/offer.html", title=row["title"], row=row, form=form, status=form.status,
            may=current().reaches("coordinator", desk.store.copies.path_of(row)),
            back=(f"{HREF}?organisation_id={row['organisation_id']}", t("兑换物品", "Offers")),
        )  # fmt: skip


def _make(form: Form, desk: Desk) -> Any:
    body = form.load(OfferBody())
    where = body.pop("organisation_id")
    return make_offer(where, body, by=current(), store=desk.store, clock=desk.clock)


def _change(form: Form, key: str, desk: Desk) -> Any:
    body = form.load(OfferChanges())
    return change_offer(key, body, body.pop("more"), by=current(), store=desk.store)
