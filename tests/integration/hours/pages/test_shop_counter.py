"""The counter of the shop: hand over by code, offers and stock, and taking goods back."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import HER, OTHER, TOWN
from tests.integration.hours.pages.counter import form_of, sent, told
from tests.integration.hours.rewards.office import COORDINATOR, OFFICER, ORGANISER, Shop


class Town(Shop):
    """The shop, and browsers of whoever works in it."""

    visitor: Callable[..., Any]

    def open(self, who: str = OFFICER, grants: Any = ORGANISER) -> Any:
        return self.visitor(self.api.application, who, grants, language="en")

    def code(self, who: str = HER) -> tuple[str, str]:
        """Id and code of something reserved."""
        made = self.reserve(self.offer(), who).json
        return made["reservation_id"], made["code"]


@pytest.fixture
def town(
    bank: Bank, fresh_rules: None, api: FlaskClient, bearer: Any, visitor: Callable[..., Any]
) -> Town:
    found = Town(bank, api, bearer)
    found.visitor = visitor
    return found


def test_goods_are_handed_over_by_their_code(town: Town) -> None:
    key, code = town.code()
    page = town.open().get("/office/shop", {"code": f" {code.lower()} "})
    assert "洗衣液" in page.text
    assert "V000001" in page.text
    page = sent(form_of(page, "code", "csrf"))
    assert told(page) == "Handed over: 洗衣液."
    assert town.bank.store.reservations.get(key)["status"] == "handed_over"
    assert "Nothing waits under this code" in town.open().get("/office/shop", {"code": code}).text


def test_a_wrong_code_and_ones_own_are_refused(town: Town) -> None:
    key, code = town.code()
    assert "Nothing waits under this code" in town.open().get("/office/shop?code=ZZZZZZ").text
    page = town.open(HER).get("/office/shop", {"code": code})
    page = sent(form_of(page, "code", "csrf"))
    assert page.status_int == 403
    assert "cannot do this for yourself" in page.text
    browser = town.open()
    form = form_of(browser.get("/office/shop", {"code": code}), "code", "csrf")
    page = sent(form, code="ZZZZZZ")
    assert page.status_int == 409
    assert "not the code" in page.text
    assert town.bank.store.reservations.get(key)["status"] == "reserved"
    elsewhere = town.open(OTHER, [("organiser", f"/{'e' * 24}/")])
    assert "Nothing waits" in elsewhere.get("/office/shop", {"code": code}).text


def test_an_offer_is_made_changed_and_counted(town: Town) -> None:
    browser = town.open(grants=COORDINATOR)
    form = form_of(browser.get("/office/shop/offers/new"), "stock")
    page = sent(
        form, organisation_id=TOWN, title="毛巾", place="湖镇积分超市", minutes="0", stock="3"
    )
    assert page.html.select_one("#e-minutes")
    assert form_of(page, "stock")["title"].value == "毛巾"
    page = sent(form_of(page, "stock"), minutes="30")
    assert told(page) == "It is on offer."
    page = sent(form_of(page, "more"), minutes="45", more="2")
    assert told(page) == "Saved."
    assert [one.text for one in page.html.select(".figures dd")] == ["5", "45 min"]
    page = sent(form_of(page, "more"), more="-9")
    assert page.status_int == 409
    reader = town.open().get(page.request.path)
    assert not reader.html.select("input[name=more]")


def test_given_back_with_a_reason(town: Town) -> None:
    key, _ = town.code()
    before = town.purse()
    page = town.open().get("/office/shop/reservations?state=reserved").click("Open")
    assert not page.html.select("textarea"), "an organiser does not take back"
    page = town.open(grants=COORDINATOR).get(f"/office/shop/reservations/{key}")
    page = sent(form_of(page, "reason"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "reason"), reason="质量问题")
    assert "Given back" in told(page)
    assert town.purse() == before + 60
