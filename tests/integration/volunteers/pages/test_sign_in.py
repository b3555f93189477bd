"""Signing in and out by the pages, and a session that renews itself."""

from typing import Any

import pytest

from tests.integration.volunteers.conftest import House
from tests.pages import open_browser
from tests.unit.volunteers.samples import PASSWORD, typed

NEW = "另一把好伞 for sunshine"


def signing_in(house: House, phone: str, password: str = PASSWORD, to: str = "/sign-in") -> Any:
    """A browser and the answer to its form."""
    browser = open_browser(house.app)
    form = browser.get(to).forms[0]
    form["phone"], form["password"] = phone, password
    return browser, form.submit(expect_errors=True)


def phone_of(house: House, role: str) -> str:
    return str(house.who(role)["phone"])


def test_a_phone_and_a_password_lead_on_to_where_she_wanted_to_go(house: House) -> None:
    browser, answer = signing_in(house, phone_of(house, "volunteer"), to="/sign-in?next=/me%3Fa=1")
    assert (answer.status_int, answer.headers["Location"]) == (303, "/me?a=1")
    told = {one.partition("=")[0]: one for one in answer.headers.getall("Set-Cookie")}
    assert "HttpOnly" in told["session"]
    assert "SameSite=Lax" in told["session"]
    assert "Path=/session;" in told["renewal"] + ";"
    assert "HttpOnly" in told["renewal"]
    assert "Max-Age=2592000" in told["session"]
    assert "Secure" not in told["session"]
    assert "王小芳" in browser.get("/me").text


def test_cookies_are_secure_where_the_reader_came_by_https(house: House) -> None:
    browser = open_browser(house.app)
    browser.extra_environ["HTTP_X_FORWARDED_PROTO"] = "https"
    browser.extra_environ["wsgi.url_scheme"] = "https"
    form = browser.get("/sign-in").forms[0]
    form["phone"], form["password"] = phone_of(house, "volunteer"), PASSWORD
    told = form.submit().headers.getall("Set-Cookie")
    assert all("Secure" in one for one in told if one.startswith(("session", "renewal", "signed")))


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "me"],
)
def test_the_way_on_never_leads_to_another_site(house: House, address: str) -> None:
    _, answer = signing_in(house, phone_of(house, "volunteer"), to=f"/sign-in?next={address}")
    assert (answer.status_int, answer.headers["Location"]) == (303, "/")


def test_on_the_way_to_a_check_in_the_page_says_what_to_do_when_the_code_is_over(
    house: House,
) -> None:
    browser = open_browser(house.app)
    assert "如已更换，请再扫一次" in browser.get("/sign-in?next=/c/0123456789").text
    assert "如已更换，请再扫一次" not in browser.get("/sign-in?next=/my/shifts").text


def test_a_wrong_password_is_told_and_the_phone_stays(house: House) -> None:
    _, answer = signing_in(house, "13900000004", "wrong password")
    assert answer.status_int == 422
    assert "手机号或密码不对" in answer.text
    assert answer.forms[0]["phone"].value == "13900000004"
    assert answer.forms[0]["password"].value == ""
    assert "wrong password" not in answer.text


def test_waiting_is_told_in_seconds(house: House) -> None:
    browser = open_browser(house.app)
    for _ in range(6):
        form = browser.get("/sign-in").forms[0]
        form["phone"], form["password"] = phone_of(house, "volunteer"), "wrong password"
        answer = form.submit(expect_errors=True)
    assert answer.status_int == 429
    assert "请在2秒后再试" in answer.text


def test_a_family_with_one_phone_and_password_is_told_to_use_the_number(house: House) -> None:
    numbers = []
    for _ in range(2):
        sent = typed(house.org("东一镇"), phone="13812340001")
        numbers.append(house.call("POST", "/volunteers", json=sent).get_json()["number"])
    _, answer = signing_in(house, "13812340001")
    assert answer.status_int == 409
    assert "志愿者编号登录" in answer.text
    assert answer.forms[0]["phone"].value == "13812340001"
    assert signing_in(house, numbers[1])[1].status_int == 303


def test_signing_out_ends_the_session_in_the_browser_and_in_our_books(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    form = browser.get("/sign-out").forms[0]
    out = form.submit()
    assert (out.status_int, out.headers["Location"]) == (307, "/session/end")
    ended = browser.post("/session/end", form.submit_fields())
    assert ended.headers["Location"] == "/sign-in"
    assert not {"session", "renewal", "signed"} & set(browser.cookies)
    assert "您已退出登录" in ended.follow().text
    assert house.store.sessions.collection.count_documents({}) == 0
    assert browser.get("/me").headers["Location"] == "/sign-in?next=/me"


def test_large_type_and_language_outlive_signing_in_and_out(house: House) -> None:
    browser = open_browser(house.app)
    browser.get("/register?size=large&lang=en")
    form = browser.get("/sign-in").forms[0]
    form["phone"], form["password"] = phone_of(house, "volunteer"), PASSWORD
    form.submit()
    assert '<html lang="en" class="large">' in browser.get("/me").text
    leaving = browser.get("/sign-out").forms[0]
    browser.post("/session/end", leaving.submit_fields())
    assert browser.get("/me").status_int == 303
    assert '<html lang="en" class="large">' in browser.get("/sign-in").text


def test_a_form_left_open_is_not_sent_in_the_name_of_the_next(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    left_open = browser.get("/me/leave").forms[0].submit_fields()
    browser.post("/session/end", browser.get("/sign-out").forms[0].submit_fields())
    form = browser.get("/sign-in").forms[0]
    form["phone"], form["password"] = phone_of(house, "coordinator"), PASSWORD
    assert form.submit().status_int == 303
    assert "此页面已过期" in browser.post("/me/leave", left_open, status=403).text
    assert house.who("coordinator")["status"] == "active"


def test_a_session_renews_itself_on_the_way(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    before = browser.cookies["session"]
    house.clock.advance(minutes=16)
    trip = browser.get("/me")
    assert (trip.status_int, trip.headers["Location"]) == (307, "/session/renew?next=/me")
    assert "王小芳" in trip.follow().follow().text
    assert browser.cookies["session"] != before


def test_a_form_sent_with_a_session_that_is_over_arrives_all_the_same(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    form = browser.get("/me/contact").forms[0]
    form["skills"] = "急救"
    house.clock.advance(minutes=16)
    sent = form.submit_fields()
    first = browser.post("/me/contact", sent)
    assert first.status_int == 307
    second = browser.post(first.headers["Location"], sent)
    assert (second.status_int, second.headers["Location"]) == (307, "/me/contact")
    third = browser.post("/me/contact", sent)
    assert third.status_int == 303
    assert house.who("volunteer")["skills"] == ["急救"]


def test_two_tabs_that_renew_at_once_get_the_same_pair(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    kept = dict(browser.cookies)
    house.clock.advance(minutes=16)
    tabs = []
    for _ in range(2):
        tab = open_browser(house.app)
        for name, value in kept.items():
            tab.set_cookie(name, value.strip('"'))
        assert tab.get("/session/renew?next=/").status_int == 307
        tabs.append((tab.cookies["session"], tab.cookies["renewal"]))
    assert tabs[0] == tabs[1]


def test_a_session_that_is_over_for_good_leads_to_the_sign_in(house: House) -> None:
    browser, _ = signing_in(house, phone_of(house, "volunteer"))
    house.store.sessions.end_all(house.who("volunteer")["_id"])
    house.clock.advance(minutes=16)
    answer = browser.get("/me/contact").follow()
    assert (answer.status_int, answer.headers["Location"]) == (303, "/sign-in?next=/me/contact")
    assert not {"session", "renewal", "signed"} & set(browser.cookies)


def test_a_code_from_the_coordinator_sets_a_password_and_signs_in(house: House) -> None:
    person = house.who("volunteer")
    path = f"/volunteers/{person['_id']}/sign-in-code"
    code = house.call("POST", path, "coordinator").get_json()["code"]
    browser = open_browser(house.app)
    form = browser.get("/sign-in/code?next=/me").forms[0]
    form["number"], form["code"] = person["number"], code.lower()
    form["new_password"], form["password_again"] = NEW, "not the same"
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 422
    assert "两次输入的密码不一样" in wrong.text
    form = wrong.forms[0]
    assert form["number"].value == person["number"]
    form["new_password"], form["password_again"] = NEW, NEW
    right = form.submit()
    assert (right.status_int, right.headers["Location"]) == (303, "/me")
    assert signing_in(house, person["phone"], NEW)[1].status_int == 303


def test_a_form_from_another_site_does_nothing(house: House) -> None:
    browser = open_browser(house.app)
    sent = {"phone": phone_of(house, "volunteer"), "password": PASSWORD, "csrf": "guessed"}
    assert browser.post("/sign-in", sent, expect_errors=True).status_int == 403
    form = browser.get("/sign-in").forms[0]
    form["phone"], form["password"] = sent["phone"], PASSWORD
    foreign = {"Origin": "https://evil.example"}
    assert form.submit(headers=foreign, expect_errors=True).status_int == 403
