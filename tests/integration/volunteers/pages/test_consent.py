"""The statement on personal data has changed: everybody is asked again, once, with a way out."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from services.volunteers.wsgi import create
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.walking import errors, form_with
from tests.pages import open_browser
from tests.unit.volunteers.samples import PASSWORD, typed

CHANGES = {"zh": "新增：志愿者保险公司为理赔查看姓名。", "en": "New: the insurer sees names."}
HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
GUARDIAN = {"name": "王大", "relation": "father", "phone": "13911110000", "accompanies": True}


@pytest.fixture
def later(house: House) -> Flask:
    """The same service after the office has put a second version into force."""
    own = replace(house.own, consent_version="2", consent_changes=CHANGES)
    settings = house.app.extensions["kindhours"].settings
    return create(settings, clock=house.clock, own=own)


def signed_in(app: Flask, phone: str, to: str = "/", language: str | None = None) -> Any:
    """A browser and where its sign-in leads."""
    browser = open_browser(app, language=language)
    form = browser.get(f"/sign-in?next={to}").forms[0]
    form["phone"], form["password"] = phone, PASSWORD
    return browser, form.submit().headers["Location"]


def test_nobody_is_asked_who_agreed_to_the_present_one(house: House) -> None:
    browser, there = signed_in(house.app, house.who("volunteer")["phone"], "/me")
    assert there == "/me"
    assert "没有需要再做的" in browser.get("/me/consent").text


def test_signing_in_leads_past_the_new_statement(house: House, later: Flask) -> None:
    phone = house.who("volunteer")["phone"]
    browser, there = signed_in(later, phone, "/me%3Fa=1")
    assert there == "/me/consent?next=/me%3Fa%3D1"
    page = browser.get(there)
    assert "您上次同意的是第1版" in page.text
    assert CHANGES["zh"] in page.text
    assert "个人信息处理说明（第2版）" in page.text
    house.clock.advance(minutes=3)
    form = form_with(page, "consent_version")
    form["consent_version"] = "2"
    assert form.submit().headers["Location"] == "/me?a=1"
    kept = [(one["version"], one["at"]) for one in house.who("volunteer")["consents"]]
    assert kept[0][0] == "1"
    assert kept[1] == ("2", house.clock.now)
    assert "您的同意已记录" in browser.get("/me").text
    assert signed_in(later, phone, "/me")[1] == "/me"


def test_without_the_tick_nothing_is_agreed_and_the_field_says_so(
    house: House, later: Flask
) -> None:
    browser, there = signed_in(later, house.who("volunteer")["phone"])
    page = form_with(browser.get(there), "consent_version").submit(expect_errors=True)
    assert page.status_int == 422
    assert errors(page) == {"consent_version": "请阅读并勾选同意。"}
    assert len(house.who("volunteer")["consents"]) == 1
    assert "请看一看，再决定是否同意" in browser.get("/me").text


def test_who_does_not_agree_is_shown_the_way_out(house: House, later: Flask) -> None:
    browser, there = signed_in(later, house.who("volunteer")["phone"])
    page = browser.get(there).click("不同意，看看怎样退出")
    form_with(page, "reason").submit()
    assert house.who("volunteer")["status"] == "left"
    assert len(house.who("volunteer")["consents"]) == 1


def test_who_is_signed_in_is_asked_at_the_next_page_when_the_session_renews(
    house: House, later: Flask
) -> None:
    browser, _ = signed_in(house.app, house.who("volunteer")["phone"])
    browser.app = later
    house.clock.advance(minutes=16)
    renewal = browser.get("/me", headers=HTML).follow(headers=HTML)
    assert renewal.headers["Location"] == "/me/consent?next=/me"
    assert "这份说明有了新的版本" in renewal.follow(headers=HTML).text


@pytest.mark.parametrize("there", ["/c", "/c/0123456789", "/onsite/1/roll", "/me/leave"])
def test_nobody_is_held_up_in_the_queue_or_on_the_way_out(later: Flask, there: str) -> None:
    assert signed_in(later, "13900000004", there)[1] == there


def test_whose_password_nobody_vouched_for_is_asked_afterwards(house: House, later: Flask) -> None:
    person = house.who("volunteer")
    house.store.people.change_silently(person, {"provisional_by": "somebody"})
    assert signed_in(later, person["phone"], "/me")[1] == "/me"
    house.store.people.change_silently(house.who("volunteer"), {"provisional_by": None})
    assert signed_in(later, person["phone"], "/me")[1] == "/me/consent?next=/me"


def test_a_picture_and_a_script_get_what_they_asked_for(house: House, later: Flask) -> None:
    browser, _ = signed_in(house.app, house.who("volunteer")["phone"])
    browser.app = later
    house.clock.advance(minutes=16)
    answer = browser.get("/session/renew?next=/messages", headers={"Accept": "image/*"})
    assert answer.headers["Location"] == "/messages"


def test_a_form_that_was_sent_arrives_before_the_question(house: House, later: Flask) -> None:
    browser, _ = signed_in(house.app, house.who("volunteer")["phone"])
    form = form_with(browser.get("/me/contact"), "skills")
    form["skills"] = "急救"
    browser.app = later
    house.clock.advance(minutes=16)
    sent = form.submit_fields()
    renewal = browser.post("/me/contact", sent, headers=HTML)
    again = browser.post(renewal.location, sent, headers=HTML)
    assert (again.status_int, again.headers["Location"]) == (307, "/me/contact")


def test_a_child_agrees_with_her_guardian(house: House, later: Flask) -> None:
    child = typed(house.org("东一镇"), birth_date="2017-05-01", guardian=GUARDIAN)
    answer = house.call("POST", "/volunteers", json=child)
    assert answer.status_code == 201, answer.get_json()
    number = answer.get_json()["number"]
    browser, there = signed_in(later, number, language="en")
    page = browser.get(there)
    assert "I am the guardian, 王大." in page.text
    assert CHANGES["en"] in page.text
    house.clock.advance(minutes=3)
    form = form_with(page, "consent_version")
    form["consent_version"] = "2"
    form.submit()
    kept = house.store.people.get(answer.get_json()["volunteer_id"])
    assert kept["guardian"]["consented_at"] == kept["consents"][1]["at"] == house.clock.now


def test_by_the_api_it_is_the_present_wording_or_none(house: House) -> None:
    path = "/volunteers/me/consents"
    wrong = house.call("POST", path, "volunteer", json={"consent_version": "9"})
    assert (wrong.status_code, wrong.get_json()["errors"][0]["field"]) == (422, "consent_version")
    same = house.call("POST", path, "volunteer", json={"consent_version": "1"})
    assert [one["version"] for one in same.get_json()["consents"]] == ["1"]
