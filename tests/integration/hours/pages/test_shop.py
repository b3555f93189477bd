"""The shop: what is on offer, reserving asked once, the code, and giving back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.hours.ledger.office import fill, purses
from tests.integration.hours.matrix import HER, OTHER, TOWN
from tests.integration.hours.pages.conftest import COORDINATOR, Desk

MINE = f"volunteer:{HER}"
Offer = Callable[..., str]


@pytest.fixture
def offer(desk: Desk, api: Any, bearer: Callable[..., dict[str, str]]) -> Offer:
    """``offer(minutes=60, stock=1)`` by the town; she has 200 minutes and served long enough."""
    desk.serve()
    served = {"$set": {"minutes": 7_000}}
    desk.bank.database["accounts"].update_one({"_id": MINE}, served)
    fill(desk.bank, **{f"volunteer__{HER}": 200})

    def make(**more: Any) -> str:
        body = {"organisation_id": TOWN, "title": "大米 5 公斤", "place": "湖镇超市"}
        made = api.post(
            "/api/v1/offers",
            json={**body, "minutes": 60, "stock": 1, **more},
            headers=bearer(OTHER, COORDINATOR),
        )
        assert made.status_code == 201, made.text
        return str(made.get_json()["offer_id"])

    return make


def reserving(desk: Desk) -> Any:
    """The form that asks once."""
    return next(one for one in desk.open().get("/shop").forms.values() if "/reserve" in one.action)


def test_an_empty_shop_says_so(desk: Desk) -> None:
    page = desk.open().get("/shop")
    assert "现在没有可以兑换的物品" in page.text
    assert "还差" in page.text, "she has not served long enough"
    assert "您还没有兑换过" in desk.open().get("/shop/reservations").text


def test_she_reserves_and_sees_the_code(desk: Desk, offer: Offer) -> None:
    offer()
    page = desk.open().get("/shop")
    assert "大米 5 公斤" in page.text
    assert "剩 1 件" in page.text
    assert "用 1小时 时间币兑换“大米 5 公斤”" in page.html.select_one(".ask-once p").text
    form = reserving(desk)
    done = form.submit().follow()
    kept = desk.bank.database["reservations"].find_one() or {}
    assert done.html.select_one(".big").text == kept["code"]
    assert "湖镇超市" in done.text
    assert form.submit().status_int == 303, "a second tap is the same reservation"
    assert purses(desk.bank)[MINE] == 140
    assert kept["code"] in desk.open().get("/shop").text
    assert kept["code"] not in desk.open(OTHER).get("/shop").text


def test_she_gives_it_back_whole(desk: Desk, offer: Offer) -> None:
    offer()
    page = reserving(desk).submit().follow()
    back = next(one for one in page.forms.values() if "give-back" in one.action)
    assert "已退回" in back.submit().follow().text
    assert purses(desk.bank)[MINE] == 200
    other = desk.open(OTHER)
    mark = other.get("/shop").html.select_one("meta[name=csrf]")["content"]
    assert other.post(back.action, {"csrf": mark}, status="*").status_int == 403


def test_the_last_piece_is_gone_and_the_page_says_so(desk: Desk, offer: Offer) -> None:
    key = offer()
    form = reserving(desk)
    desk.bank.database["offers"].update_one({"_id": key}, {"$set": {"stock": 0}})
    page = form.submit(status=409)
    assert "库存不足" in page.html.select_one("[role=alert]").text
    assert purses(desk.bank)[MINE] == 200


def test_another_price_than_was_shown_reserves_nothing(desk: Desk, offer: Offer) -> None:
    key = offer()
    form = reserving(desk)
    desk.bank.database["offers"].update_one({"_id": key}, {"$set": {"minutes": 90}})
    assert "价格已变为 90 分钟" in form.submit(status=409).text


def test_what_she_cannot_pay_has_no_button_and_says_what_is_missing(
    desk: Desk, offer: Offer
) -> None:
    offer(minutes=260)
    page = desk.open().get("/shop")
    assert "还差 1小时 时间币" in page.text
    assert not page.html.select(".ask-once")


def test_the_words_of_an_offer_are_text(desk: Desk, offer: Offer) -> None:
    offer(title="<script>alert(1)</script>", description="<b>x</b>")
    text = desk.open().get("/shop").text
    assert "<script>alert" not in text
    assert "<b>x" not in text
