"""Registering by the page: few fields, errors beside them, the number never back on the page."""

from typing import Any

import pytest

from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.walking import browser_of, errors, form_with
from tests.pages import open_browser
from tests.unit.volunteers.samples import PASSWORD, card


def filled(house: House, browser: Any, **more: str) -> Any:
    """The form as a woman from the village fills it in; nothing but what is asked."""
    form = form_with(browser.get("/register?next=/me"), "identity.number")
    typed = {
        "name": "王 小芳",
        "identity.number": card(birth="19650308"),
        "phone": "13712345678",
        "organisation_id": house.org("东一村"),
        "password": PASSWORD,
        "password_again": PASSWORD,
        "consent_version": "1",
        **more,
    }
    for name, value in typed.items():
        form[name] = value
    return form


def test_what_the_card_and_the_organisation_tell_is_not_asked_again(house: House) -> None:
    browser = open_browser(house.app)
    answer = filled(house, browser).submit()
    assert (answer.status_int, answer.headers["Location"]) == (303, "/me")
    page = answer.follow()
    assert "登记成功，王小芳" in page.text
    [person] = house.store.people.collection.find({"phone": "+8613712345678"})
    kept = {name: person[name] for name in ("name", "sex", "birth_date", "residence_code")}
    assert kept == {
        "name": "王小芳",
        "sex": "female",
        "birth_date": "1965-03-08",
        "residence_code": "330106001051",
    }
    assert person["consents"][0]["version"] == "1"


def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(house: House) -> None:
    browser, number = open_browser(house.app), card(birth="19650309")
    wrong = filled(
        house, browser, phone="12", skills="急救、手语", **{"identity.number": number}
    ).submit(expect_errors=True)
    assert wrong.status_int == 422
    assert set(errors(wrong)) == {"phone"}
    form = form_with(wrong, "identity.number")
    assert (form["name"].value, form["skills"].value) == ("王 小芳", "急救、手语")
    assert form["consent_version"].checked
    assert form["identity.number"].value == ""
    assert "证件号码和密码不会留在页面上" in wrong.text
    assert number not in wrong.text
    assert PASSWORD not in wrong.text
    form["phone"], form["identity.number"] = "13712345679", number
    form["password"] = form["password_again"] = PASSWORD
    assert form.submit().status_int == 303


@pytest.mark.parametrize(
    ("field", "value", "beside"),
    [
        ("identity.number", "110101198002010021", "identity.number"),
        ("password", "12345678", "password"),
        ("password_again", "another one", "password_again"),
        ("organisation_id", "", "organisation_id"),
        ("birth_date", "1990-01-01", "birth_date"),
        ("residence_code", "123", "residence_code"),
        ("name", "", "name"),
        ("identity.kind", "passport", "identity.number"),
    ],
)
def test_each_mistake_has_its_place(town_hall: House, field: str, value: str, beside: str) -> None:
    browser = open_browser(town_hall.app)
    more = {field: value} | ({"password_again": value} if field == "password" else {})
    wrong = filled(town_hall, browser, **more).submit(expect_errors=True)
    assert wrong.status_int == 422
    assert beside in errors(wrong)


def test_without_consent_nobody_is_registered(town_hall: House) -> None:
    browser = open_browser(town_hall.app)
    form = filled(town_hall, browser)
    form["consent_version"].checked = False
    wrong = form.submit(expect_errors=True)
    assert errors(wrong) == {"consent_version": "请阅读并勾选同意。"}


def test_a_passport_asks_for_what_it_does_not_tell(house: House) -> None:
    browser = open_browser(house.app)
    more = {"identity.kind": "passport", "identity.number": "E12345678"}
    wrong = filled(house, browser, **more).submit(expect_errors=True)
    assert set(errors(wrong)) == {"birth_date"}
    more |= {"birth_date": "1970/5/6", "sex": "female", "identity.country": "DEU"}
    assert filled(house, browser, **more).submit().status_int == 303


def test_a_child_needs_her_guardian_and_the_group_opens(house: House) -> None:
    browser, number = open_browser(house.app), card(birth="20160508")
    wrong = filled(house, browser, **{"identity.number": number}).submit(expect_errors=True)
    assert "未满14周岁须经监护人同意" in wrong.text
    assert '<details class="section" open' in wrong.text
    form = filled(
        house,
        browser,
        **{
            "identity.number": number,
            "guardian.name": "王大",
            "guardian.relation": "mother",
            "guardian.phone": "13911110000",
        },
    )
    form["guardian.accompanies"].checked = True
    assert form.submit().status_int == 303
    [child] = house.store.people.collection.find({"birth_date": "2016-05-08"})
    assert child["guardian"]["name"] == "王大"


def test_the_same_form_sent_twice_registers_one_person(house: House) -> None:
    browser = open_browser(house.app)
    form = filled(house, browser)
    sent = form.submit_fields()
    before = house.store.people.collection.count_documents({})
    for _ in range(2):
        assert browser.post("/register?next=/me", sent).status_int == 303
        browser.reset()
        browser.set_cookie("csrf", dict(sent)["csrf"])
    assert house.store.people.collection.count_documents({}) == before + 1


def test_a_document_that_is_known_is_refused_without_a_word_on_whose_it_is(house: House) -> None:
    browser = open_browser(house.app)
    known = house.numbers["stranger"]
    wrong = filled(house, browser, **{"identity.number": known}).submit(expect_errors=True)
    assert wrong.status_int == 409
    assert "如您曾经登记过" in wrong.text
    assert "赵倩" not in wrong.text


def test_a_coordinator_enters_somebody_who_cannot(house: House) -> None:
    browser = browser_of(house, "coordinator")
    form = form_with(browser.get("/office/people/enter"), "identity.number")
    offered = {value for value, *_ in form["organisation_id"].options}
    assert house.org("西一镇") not in offered
    form["name"], form["identity.number"] = "李大妈", card(birth="19500101")
    form["phone"], form["organisation_id"] = "13712345680", house.org("东一镇")
    form["consent_version"] = "1"
    page = form.submit().follow()
    assert "已登记 李大妈" in page.text
    assert "需要登录码" in page.text
    [person] = house.store.people.collection.find({"name": "李大妈"})
    assert person["consents"][0]["entered_by"] == house.who("coordinator")["_id"]


def test_a_large_tree_is_searched_instead_of_listed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.volunteers.pages.choosing.MOST", 3)
    browser = open_browser(house.app)
    form = form_with(browser.get("/register"), "organisation_q")
    form["name"], form["organisation_q"] = "王小芳", "东一"
    found = form.submit("find", value="1")
    form = form_with(found, "organisation_q")
    labels = [label for _, _, label in form["organisation_id"].options]
    assert "试点市 › 东区 › 东一镇 › 东一村" in labels
    assert form["name"].value == "王小芳"
    assert errors(found) == {}


def test_enter_in_a_field_of_a_large_tree_does_not_search_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter presses the first button of a form. Typed after a new word for the search it looks."""
    monkeypatch.setattr("services.volunteers.pages.choosing.MOST", 3)
    browser = open_browser(house.app)
    page = browser.get("/register")
    first = page.html.select_one("main form button")
    assert first is not None
    assert "name" not in first.attrs
    form = form_with(page, "organisation_q")
    form["organisation_q"] = "东一"
    found = form.submit()
    assert errors(found) == {}
    refused = form_with(found, "organisation_q").submit(status="*")
    assert "name" in errors(refused)


def test_the_page_is_whole_in_english(town_hall: House) -> None:
    page = open_browser(town_hall.app, language="en").get("/register")
    assert "Real-name registration" in page.text
