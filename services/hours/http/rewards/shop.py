"""Routes of the shop: offers, and reservations of them."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.http.rewards import shop_schemas as schemas
from services.hours.operations.rewards.change_offer import change_offer
from services.hours.operations.rewards.give_back import give_back
from services.hours.operations.rewards.hand_over import hand_over
from services.hours.operations.rewards.make_offer import make_offer
from services.hours.operations.rewards.reserve_offer import reserve_offer
from services.hours.store import Store
from services.hours.views.rewards.shop import (
    offers_for,
    offers_of,
    reservations_at,
    reservations_by,
)
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import CursorArgs


def offers(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/offers."""
    routes = Blueprint("offers", __name__, url_prefix="/api/v1/offers", description="Shop")
    _look(routes, store, clock)

    @routes.post("")
    @allow("coordinator")
    @routes.arguments(schemas.OfferBody())
    @routes.response(201, schemas.Offer())
    def post_offer(body: dict[str, Any]) -> dict[str, Any]:
        """Offer something for time currency to the volunteers of an organisation and below."""
        return make_offer(body.pop("organisation_id"), body, by=current(), store=store, clock=clock)

    @routes.patch("/<string:offer_id>")
    @allow("coordinator")
    @routes.arguments(schemas.OfferChanges())
    @routes.response(200, schemas.Offer())
    def patch_offer(body: dict[str, Any], offer_id: str) -> dict[str, Any]:
        """Change an offer; what was reserved keeps its price."""
        return change_offer(offer_id, body, body.pop("more"), by=current(), store=store)

    @routes.post("/<string:offer_id>/reservations")
    @allow("volunteer")
    @routes.arguments(schemas.ReserveBody())
    @routes.response(201, schemas.Reservation())
    def post_reservation(body: dict[str, Any], offer_id: str) -> dict[str, Any]:
        """Reserve a piece: it is paid at once, and waits for me."""
        by = current()
        return reserve_offer(offer_id, **body, by=by, store=store, clock=clock, zone=zone)

    return routes


def _look(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.get("")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, schemas.Offers())
    def get_offers(args: dict[str, Any]) -> dict[str, Any]:
        """What I can have now."""
        return offers_for(current(), **args, store=store, clock=clock)

    @routes.get("/all")
    @allow("organiser")
    @routes.arguments(schemas.OfferedArgs(), location="query")
    @routes.response(200, schemas.Offers())
    def get_all_offers(args: dict[str, Any]) -> dict[str, Any]:
        """All that an organisation ever offered."""
        return offers_of(args.pop("organisation_id"), current(), **args, store=store)


def reservations(store: Store, clock: Clock) -> Blueprint:
    """The routes under /api/v1/reservations."""
    routes = Blueprint(
        "reservations", __name__, url_prefix="/api/v1/reservations", description="Shop"
    )

    @routes.get("")
    @allow("organiser")
    @routes.arguments(schemas.ReservationsArgs(), location="query")
    @routes.response(200, schemas.AllTaken())
    def get_reservations(args: dict[str, Any]) -> dict[str, Any]:
        """Who reserved what of an organisation."""
        wanted = (args.pop("organisation_id"), args.pop("status"))
        return reservations_at(*wanted, current(), **args, store=store)

    @routes.get("/mine")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, schemas.Reservations())
    def get_mine(args: dict[str, Any]) -> dict[str, Any]:
        """My reservations, with the codes to show."""
        return reservations_by(current(), **args, store=store)

    @routes.post("/<string:reservation_id>/hand-over")
    @allow("organiser")
    @routes.arguments(schemas.HandOverBody())
    @routes.response(200, schemas.Reserved())
    def post_hand_over(body: dict[str, Any], reservation_id: str) -> dict[str, Any]:
        """Hand the goods over to the volunteer who shows their code."""
        return hand_over(reservation_id, body["code"], by=current(), store=store, clock=clock)

    @routes.post("/<string:reservation_id>/give-back")
    @allow("volunteer")
    @routes.arguments(schemas.GiveBackBody())
    @routes.response(200, schemas.Reserved())
    def post_give_back(body: dict[str, Any], reservation_id: str) -> dict[str, Any]:
        """Give my reservation back; a coordinator, with a reason, also what was handed over."""
        return give_back(reservation_id, body["reason"], by=current(), store=store, clock=clock)

    return routes
