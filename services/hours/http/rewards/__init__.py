"""Routes of the shop, of honours, trainings, evaluations, stars and the export of records."""

from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.http.rewards import export, records, shop, stars
from services.hours.store import Store
from shared.clock import Clock


def blueprints(store: Store, clock: Clock, zone: ZoneInfo) -> list[Blueprint]:
    """All of them."""
    return [
        shop.offers(store, clock, zone),
        shop.reservations(store, clock),
        records.honours(store, clock, zone),
        records.trainings(store, clock, zone),
        records.evaluations(store, clock, zone),
        export.blueprint(store, clock, zone),
        stars.blueprint(store, clock, zone),
    ]
