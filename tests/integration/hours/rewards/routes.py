"""Who may offer, reserve, hand over and give back."""

from services.hours.operations.rewards.make_offer import make_offer
from services.hours.operations.rewards.reserve_offer import reserve_offer
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import NUMBERS
from tests.integration.hours.matrix import HER, TOWN, Route
from tests.integration.hours.rewards.office import OFFER, open_office
from tests.unit.hours.attendances import ZONE

ROOT = Identity("root", "V0", (Grant("administrator", "/"),))
ALL = [401, 200, 200, 200, 200, 200, 200, 200, 200]
OFFICE = [401, 403, 403, 200, 403, 200, 403, 200, 200]
SHOP = {
    "what I can have": Route("GET", "/api/v1/offers", ALL),
    "what the town ever offered": Route(
        "GET", f"/api/v1/offers/all?organisation_id={TOWN}", OFFICE
    ),
    "offering": Route(
        "POST", "/api/v1/offers", [401, 403, 403, 403, 403, 201, 403, 201, 201], OFFER
    ),
    "changing an offer": Route(
        "PATCH",
        "/api/v1/offers/{offer}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
        {"place": "新址"},
    ),
    "reserving": Route(
        "POST",
        "/api/v1/offers/{offer}/reservations",
        [401, 201, 201, 201, 201, 201, 201, 201, 201],
        {"minutes": None},
    ),
    "what was reserved": Route("GET", f"/api/v1/reservations?organisation_id={TOWN}", OFFICE),
    "what I reserved": Route("GET", "/api/v1/reservations/mine", ALL),
    "handing over": Route(
        "POST",
        "/api/v1/reservations/{reservation}/hand-over",
        [401, 403, 403, 200, 403, 200, 403, 200, 403],
        {"code": "{code}"},
    ),
    "giving back": Route(
        "POST",
        "/api/v1/reservations/{reservation}/give-back",
        [401, 200, 403, 403, 403, 200, 403, 200, 200],
        {"reason": "不需要了"},
    ),
}
ROUTES = {**SHOP}


def prepare(bank: Bank) -> dict[str, str]:
    """Something is on offer, and she reserved a piece."""
    open_office(bank)
    terms = {**OFFER, "description": "", "keep_days": 7, "opens_at": None, "closes_at": None}
    town = str(terms.pop("organisation_id"))
    offer = make_offer(town, terms, by=ROOT, store=bank.store, clock=bank.clock)
    her = Identity(HER, NUMBERS[HER])
    made = reserve_offer(offer["_id"], by=her, store=bank.store, clock=bank.clock, zone=ZONE)
    return {"offer": offer["_id"], "reservation": made["_id"], "code": made["code"]}
