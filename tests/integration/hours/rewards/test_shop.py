"""The shop: what is reserved is paid, handed over by its code, or given back whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.hours.operations.rewards.expire_reservations import expire_reservations
from services.hours.operations.rewards.reserve_offer import reserve_offer
from shared.auth import Identity
from shared.refusal import Refusal
from tests.integration.hours.ledger.office import NUMBERS, THIRD
from tests.integration.hours.matrix import ELSEWHERE, HER, OTHER, TOWN
from tests.integration.hours.rewards.office import OFFER, Shop, rule, served
from tests.unit.hours.attendances import ZONE


def test_it_is_reserved_paid_and_handed_over(shop: Shop) -> None:
    offer = shop.offer()
    [shown] = shop.ask("GET", "offers").json["items"]
    assert (shown["offer_id"], shown["stock"], shown["minutes"]) == (offer, 3, 60)
    made = shop.reserve(offer, minutes=60)
    assert made.status_code == 201, made.text
    key, code = made.json["reservation_id"], made.json["code"]
    assert made.json["until"] == "2026-11-28T16:00:00.000+00:00"
    assert (shop.stock(offer), shop.purse()) == (2, 240)
    assert [one["code"] for one in shop.ask("GET", "reservations/mine").json["items"]] == [code]
    path = f"reservations?organisation_id={TOWN}&status=reserved"
    [waiting] = shop.ask("GET", path, by=shop.organiser).json["items"]
    assert (waiting["number"], "code" in waiting) == (NUMBERS[HER], False)
    road = f"reservations/{key}/hand-over"
    wrong = shop.ask("POST", road, {"code": "000000"}, by=shop.organiser)
    assert (wrong.status_code, wrong.json["detail"]) == (
        409,
        "This is not the code of this reservation.",
    )
    done = shop.ask("POST", road, {"code": code.lower()}, by=shop.organiser)
    assert (done.status_code, done.json["status"]) == (200, "handed_over")
    assert shop.ask("POST", road, {"code": code}, by=shop.organiser).status_code == 409
    assert shop.told() == ["offer_fetched", "offer_reserved"]
    purses = shop.ask("GET", f"currency/organisations/{TOWN}", by=shop.officer).json
    assert purses["shop"] == 60


def test_the_volunteer_gives_it_back_until_it_is_handed_over(shop: Shop) -> None:
    offer = shop.offer()
    made = shop.reserve(offer).json
    road = f"reservations/{made['reservation_id']}"
    assert shop.ask("POST", f"{road}/give-back", {}, by=OTHER).status_code == 403
    assert shop.ask("POST", f"{road}/give-back", {}).json["status"] == "given_back"
    assert (shop.stock(offer), shop.purse()) == (3, 300)
    assert shop.ask("POST", f"{road}/give-back", {}).status_code == 409
    hand = shop.ask("POST", f"{road}/hand-over", {"code": made["code"]}, by=shop.organiser)
    assert hand.status_code == 409
    assert shop.told() == ["offer_reserved", "offer_returned"]


def test_a_coordinator_takes_back_what_was_handed_over_and_says_why(shop: Shop) -> None:
    offer = shop.offer()
    made = shop.reserve(offer).json
    road = f"reservations/{made['reservation_id']}"
    shop.ask("POST", f"{road}/hand-over", {"code": made["code"]}, by=shop.organiser)
    assert shop.ask("POST", f"{road}/give-back", {}).status_code == 403
    assert shop.ask("POST", f"{road}/give-back", {}, by=shop.officer).status_code == 422
    back = shop.ask("POST", f"{road}/give-back", {"reason": "包装破损"}, by=shop.officer)
    assert (back.status_code, back.json["back"]["reason"]) == (200, "包装破损")
    assert (shop.stock(offer), shop.purse()) == (3, 300)


def test_what_is_not_fetched_comes_back_by_itself(shop: Shop) -> None:
    offer = shop.offer(keep_days=1)
    shop.reserve(offer)
    store, clock = shop.bank.store, shop.bank.clock
    clock.advance(hours=38)  # 23:00 of the last day
    assert expire_reservations(store=store, clock=clock) == 0
    clock.advance(hours=1)
    assert expire_reservations(store=store, clock=clock) == 1
    assert expire_reservations(store=store, clock=clock) == 0
    assert (shop.stock(offer), shop.purse()) == (3, 300)
    [mine] = shop.ask("GET", "reservations/mine").json["items"]
    assert (mine["status"], mine["back"]["by"]) == ("given_back", None)


def test_the_last_piece_goes_to_one_person(shop: Shop) -> None:
    offer = shop.offer(stock=1)

    def reserve(who: str) -> bool:
        by = Identity(who, NUMBERS[who])
        try:
            reserve_offer(offer, by=by, store=shop.bank.store, clock=shop.bank.clock, zone=ZONE)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(6) as crowd:
        got = list(crowd.map(reserve, [HER, OTHER, THIRD] * 4))
    assert (sum(got), shop.stock(offer)) == (1, 0)
    assert sum(shop.purse(who) for who in (HER, OTHER, THIRD)) == 840


def test_no_purse_is_overdrawn_by_many_reservations_at_once(shop: Shop) -> None:
    offer = shop.offer(stock=50, minutes=100)

    def reserve(_: int) -> bool:
        by = Identity(HER, NUMBERS[HER])
        try:
            reserve_offer(offer, by=by, store=shop.bank.store, clock=shop.bank.clock, zone=ZONE)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(6) as crowd:
        got = list(crowd.map(reserve, range(12)))
    assert (sum(got), shop.purse(), shop.stock(offer)) == (3, 0, 47)


def test_who_may_redeem(shop: Shop) -> None:
    rule(shop.bank, redeem_from=6_000)
    served(shop.bank, HER, 6_000)
    offer = shop.offer(minutes=301)
    assert shop.reserve(offer).status_code == 409  # more than her purse holds
    assert shop.reserve(offer, minutes=300).status_code == 409  # the price she saw
    served(shop.bank, HER, 5_999)
    few = shop.reserve(shop.offer())
    assert (few.status_code, "6000" in few.json["detail"]) == (409, True)
    served(shop.bank, HER, 6_000)
    shop.ask("POST", f"hours/volunteers/{HER}/freeze", {"reason": "核查"}, by=shop.officer)
    assert shop.reserve(shop.offer()).status_code == 409
    shop.bank.database["people"].update_one(
        {"_id": OTHER}, {"$set": {"organisation_path": f"/{ELSEWHERE}/"}}
    )
    assert shop.reserve(shop.offer(), OTHER).status_code == 403
    assert shop.ask("GET", "offers", by=OTHER).json["items"] == []
    assert shop.purse() == shop.purse(OTHER) == 300


def test_an_offer_has_its_time(shop: Shop) -> None:
    later = shop.offer(opens_at="2026-11-22T00:00:00+08:00", closes_at="2026-11-23T00:00:00+08:00")
    assert shop.ask("GET", "offers").json["items"] == []
    assert shop.reserve(later).status_code == 409
    shop.bank.clock.advance(days=1)
    assert shop.reserve(later).status_code == 201
    shop.bank.clock.advance(days=1)
    assert shop.reserve(later).status_code == 409


def test_an_offer_is_changed_and_filled_up(shop: Shop) -> None:
    offer = shop.offer(stock=0)
    assert shop.reserve(offer).status_code == 409
    changed = shop.ask("PATCH", f"offers/{offer}", {"more": 2, "minutes": 80}, by=shop.officer)
    assert (changed.json["stock"], changed.json["minutes"]) == (2, 80)
    assert shop.reserve(offer).json["minutes"] == 80
    assert shop.ask("PATCH", f"offers/{offer}", {"more": -2}, by=shop.officer).status_code == 409
    shut = {"closes_at": "2026-01-01T00:00:00+08:00"}
    assert shop.ask("PATCH", f"offers/{offer}", shut, by=shop.officer).status_code == 422
    assert len(shop.ask("GET", f"offers/all?organisation_id={TOWN}", by=shop.officer).json["items"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"minutes": -5},
        {"minutes": 2.5},
        {"stock": -1},
        {"stock": True},
        {"keep_days": 0},
        {"title": ""},
        {"closes_at": "2026-01-01T00:00:00+08:00"},
        {"organisation_id": "x"},
        {"colour": "red"},
    ],
)
def test_what_makes_no_sense_is_no_offer(shop: Shop, wrong: dict[str, object]) -> None:
    answer = shop.ask("POST", "offers", {**OFFER, **wrong}, by=shop.officer)
    assert answer.status_code == 422
    assert shop.bank.database["offers"].count_documents({}) == 0


def test_an_officer_does_not_serve_herself(shop: Shop) -> None:
    offer = shop.offer()
    made = shop.reserve(offer).json
    herself = shop.bearer(HER, [("coordinator", "/")], "en")
    road = f"reservations/{made['reservation_id']}"
    own = shop.ask("POST", f"{road}/hand-over", {"code": made["code"]}, by=herself)
    assert own.status_code == 403
