"""Who may offer, reserve, hand over and give back."""

from datetime import date
from typing import Any

from services.hours.operations.rewards.apply_for_star import apply_for_star
from services.hours.operations.rewards.award_honour import award_honour
from services.hours.operations.rewards.evaluate_service import Evaluation, evaluate_service
from services.hours.operations.rewards.make_offer import make_offer
from services.hours.operations.rewards.record_training import Training, record_training
from services.hours.operations.rewards.reserve_offer import reserve_offer
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import NUMBERS
from tests.integration.hours.matrix import HER, OTHER, TOWN, Route
from tests.integration.hours.rewards.office import (
    ACTIVITY,
    OFFER,
    TRAINING,
    attend,
    keep_activity,
    open_office,
    rule,
)
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
RECORDING = {
    "awarding an honour": Route(
        "POST",
        "/api/v1/honours",
        [401, 403, 403, 403, 403, 201, 403, 201, 403],
        {"volunteer_id": HER, "title": "优秀志愿者", "date": "2026-05-03"},
    ),
    "recording a training": Route(
        "POST",
        "/api/v1/trainings",
        [401, 403, 403, 201, 403, 201, 403, 201, 403],
        {**TRAINING, "volunteer_ids": [HER]},
    ),
    "evaluating": Route(
        "POST",
        "/api/v1/evaluations",
        [401, 403, 403, 201, 403, 409, 403, 409, 403],
        {"activity_id": ACTIVITY, "volunteer_id": HER, "kind": "organiser", "score": 5},
    ),
}
RECORDS = RECORDING | {
    f"{what} {kind}": route
    for kind in ("honours", "trainings", "evaluations")
    for what, route in {
        "my": Route("GET", f"/api/v1/{kind}/me", ALL),
        "her": Route(
            "GET",
            f"/api/v1/{kind}?volunteer_id={HER}",
            [401, 200, 403, 403, 403, 200, 403, 200, 200],
        ),
        "revoking": Route(
            "POST",
            f"/api/v1/{kind}/{{{kind}}}/revoke",
            [401, 403, 403, 403, 403, 200, 403, 200, 403],
            {"reason": "重复登记"},
        ),
    }.items()
}
REPORTS = {
    "the export": Route(
        "GET",
        f"/api/v1/records/export?organisation_id={TOWN}&from=2026-01-01&to=2026-12-31",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "the year's figures": Route(
        "GET", f"/api/v1/records/year?organisation_id={TOWN}&year=2026", OFFICE
    ),
}
STARS = {
    "my applications": Route("GET", "/api/v1/stars/applications/mine", ALL),
    "the town's applications": Route(
        "GET",
        f"/api/v1/stars/applications?organisation_id={TOWN}",
        [401, 403, 403, 403, 403, 200, 403, 200, 200],
    ),
    "applying for a star": Route(
        "POST",
        "/api/v1/stars/applications",
        [401, 201, 201, 201, 201, 201, 201, 201, 201],
    ),
    "deciding about a star": Route(
        "POST",
        "/api/v1/stars/applications/{application}/decide",
        [401, 403, 403, 403, 403, 200, 403, 200, 403],
        {"verdict": "granted"},
    ),
}
ROUTES = {**SHOP, **RECORDS, **REPORTS, **STARS}


def prepare(bank: Bank) -> dict[str, str]:
    """Something is on offer, and she reserved a piece."""
    open_office(bank)
    terms = {**OFFER, "description": "", "keep_days": 7, "opens_at": None, "closes_at": None}
    town = str(terms.pop("organisation_id"))
    offer = make_offer(town, terms, by=ROOT, store=bank.store, clock=bank.clock)
    her = Identity(HER, NUMBERS[HER])
    made = reserve_offer(offer["_id"], by=her, store=bank.store, clock=bank.clock, zone=ZONE)
    shop = {"offer": offer["_id"], "reservation": made["_id"], "code": made["code"]}
    return shop | _record(bank) | {"application": _apply(bank)}


def _record(bank: Bank) -> dict[str, str]:
    """She was given an honour, took part in a training, and was evaluated by those she served."""
    by: dict[str, Any] = {"by": ROOT, "store": bank.store, "clock": bank.clock, "zone": ZONE}
    honour = award_honour(HER, "优秀志愿者", date(2026, 5, 3), **by)
    training = Training(TOWN, "急救培训", "心肺复苏", 180, date(2026, 5, 3), None)
    [trained] = record_training(training, [HER], **by)
    keep_activity(bank)
    if bank.database["journals"].find_one({"activity_id": ACTIVITY}) is None:
        bank.hear(attend(HER))
    bank.database["evaluations"].delete_many({"kind": "served"})
    said = evaluate_service(Evaluation(ACTIVITY, HER, "served", 5, "很细心", "张奶奶"), **by)
    return {"honours": honour["_id"], "trainings": trained["_id"], "evaluations": said["_id"]}


def _apply(bank: Bank) -> str:
    """Whoever served an hour may apply for a star; she did."""
    rule(bank, redeem_from=0, stars=[60], stars_on_application=True)
    bank.database["star_applications"].delete_many({})
    if bank.database["journals"].count_documents({"volunteer_id": OTHER}) == 0:
        bank.hear(attend(OTHER))
    her = Identity(HER, NUMBERS[HER])
    made = apply_for_star(by=her, store=bank.store, clock=bank.clock, zone=ZONE)
    return str(made["_id"])
