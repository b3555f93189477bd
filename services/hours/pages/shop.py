"""/shop: goods for time currency. Reserving is asked once, and given back whole."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.domain.rewards.shop import RESERVED
from services.hours.http.rewards.shop_schemas import ReserveBody
from services.hours.operations.rewards.give_back import give_back
from services.hours.operations.rewards.reserve_offer import reserve_offer
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.balance import balance_of
from services.hours.views.ledger.purse import purse_of
from services.hours.views.rewards.shop import offers_for, reservations_by
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

HREF = "/shop"
_MINE = f"{HREF}/reservations"


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """What I can have, what I reserved, and reserving and giving back."""
    rooms = Pages("shop", __name__, url_prefix=HREF)
    _look(rooms, store, clock, zone)
    _take(rooms, store, clock, zone)
    return rooms


def _look(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.get("")
    @allow("volunteer")
    def offers() -> Response:
        """What is on offer now, and what waits to be fetched."""
        return _shown(Form(), store, clock, zone)

    @rooms.get("/reservations")
    @allow("volunteer")
    def mine() -> Response:
        """All I ever reserved, the latest first."""
        return _reserved(Form(), store)


def _take(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.post("/<string:offer_id>/reserve")
    @allow("volunteer")
    def reserve(offer_id: str) -> Response:
        """Reserve a piece at the price that was shown."""
        by, form = current(), Form()

        def act() -> Any:
            body = form.load(ReserveBody())
            return reserve_offer(offer_id, **body, by=by, store=store, clock=clock, zone=zone)

        if form.attempt(act):
            return done(
                f"{_MINE}#r-{form.result['_id']}",
                "兑换成功。领取时请出示兑换码。",
                "It is reserved for you. Show the code when you fetch it.",
            )
        return _shown(form, store, clock, zone)

    @rooms.post("/reservations/<string:reservation_id>/give-back")
    @allow("volunteer")
    def back(reservation_id: str) -> Response:
        """Give my reservation back until it is handed over."""
        by, form = current(), Form()
        if form.attempt(lambda: give_back(reservation_id, by=by, store=store, clock=clock)):
            return done(
                _MINE,
                "已退回，时间币已回到您的账户。",
                "It was given back: the time is in your purse again.",
            )
        return _reserved(form, store)


def _shown(form: Form, store: Store, clock: Clock, zone: ZoneInfo) -> Response:
    by, today = current(), clock().astimezone(zone).date()
    found = offers_for(by, cursor(), LINES, store=store, clock=clock)
    purse = purse_of(by.volunteer_id, today, store=store)
    served = balance_of(by.volunteer_id, today, store=store)["minutes"]
    waits = {"volunteer_id": by.volunteer_id, "status": RESERVED}
    waiting = store.reservations.latest(waits, None, LINES)
    return show(
        "hours/shop.html",
        title=t("兑换", "Shop"),
        status=form.status,
        back=("/hours", t("我的时间", "My hours")),
        form=form,
        offers=found["items"],
        next_href=onward(HREF, found["next_cursor"]),
        first_href=HREF if request.args.get("cursor") else "",
        purse=purse,
        missing=max(0, purse["redeem_from"] - served),
        waiting=waiting,
    )


def _reserved(form: Form, store: Store) -> Response:
    found = reservations_by(current(), cursor(), LINES, store=store)
    return show(
        "hours/reservations.html",
        title=t("我的兑换", "What I reserved"),
        status=form.status,
        back=(HREF, t("兑换", "Shop")),
        form=form,
        items=found["items"],
        next_href=onward(_MINE, found["next_cursor"]),
    )
