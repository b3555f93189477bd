"""One's own record on pages."""

from shared.contracts.volunteers import SignInCodeIssued
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.test_sign_in import signing_in
from tests.integration.volunteers.pages.walking import browser_of, errors, form_to, form_with
from tests.unit.volunteers.samples import PASSWORD

NEW = "另一把好伞 for sunshine"


def test_my_record_shows_all_but_the_number_of_my_document(house: House) -> None:
    page = browser_of(house, "volunteer").get("/me")
    for text in ("王小芳", "试点市 › 东区 › 东一镇", "居民身份证", "1980-02-01", "+8613900000004"):
        assert text in page.text
    assert house.numbers["volunteer"] not in page.text
    assert "国家标准保存不少于10年" in page.text


def test_who_is_not_signed_in_is_sent_to_the_sign_in(town_hall: House) -> None:
    answer = browser_of(town_hall, None).get("/me")
    assert (answer.status_int, answer.headers["Location"]) == (303, "/sign-in?next=/me")


def test_contact_and_skills_are_changed(house: House) -> None:
    browser = browser_of(house, "volunteer")
    form = form_with(browser.get("/me/contact"), "skills")
    form["phone"], form["skills"], form["language"] = "138 1234 0009", "急救、手语", "en"
    form["email"], form["wants_email"] = "wang@example.org", True
    page = form.submit().follow()
    assert "Your record was changed." in page.text
    person = house.who("volunteer")
    assert (person["phone"], person["skills"]) == ("+8613812340009", ["急救", "手语"])
    assert (person["email"], person["wants_email"]) == ("wang@example.org", True)
    form = form_with(browser.get("/me/contact"), "skills")
    assert form["skills"].value == "急救、手语"
    assert form["wants_email"].checked
    form["email"], form["wants_email"], form["skills"] = "", False, ""
    form.submit()
    assert (house.who("volunteer")["email"], house.who("volunteer")["skills"]) == (None, [])


def test_a_wrong_phone_stands_beside_its_field(town_hall: House) -> None:
    form = form_with(browser_of(town_hall, "volunteer").get("/me/contact"), "skills")
    form["phone"], form["skills"] = "12", "理发"
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 422
    assert set(errors(wrong)) == {"phone"}
    assert (wrong.forms[0]["phone"].value, wrong.forms[0]["skills"].value) == ("12", "理发")


def test_typed_markup_shows_as_text(house: House) -> None:
    browser = browser_of(house, "volunteer")
    form = form_with(browser.get("/me/contact"), "skills")
    form["skills"] = '<script>alert("x")</script>'
    page = form.submit().follow()
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
    assert "<script>alert" not in browser.get("/me/contact").text


def test_another_organisation_is_chosen(house: House) -> None:
    browser = browser_of(house, "volunteer")
    form = form_with(browser.get("/me/organisation"), "organisation_id")
    assert form["organisation_id"].value == house.org("东一镇")
    form["organisation_id"] = house.org("西一镇")
    assert "西一镇" in form.submit().follow().text
    assert house.who("volunteer")["organisation_id"] == house.org("西一镇")


def test_the_password_is_changed_and_i_stay_signed_in_here(house: House) -> None:
    phone = house.who("volunteer")["phone"]
    browser, _ = signing_in(house, phone)
    form = form_with(browser.get("/me/password"), "old_password")
    form["old_password"], form["new_password"] = "wrong one", NEW
    form["password_again"] = NEW
    wrong = form.submit(expect_errors=True)
    assert errors(wrong) == {"old_password": "原密码不对。"}
    form = wrong.forms[0]
    form["old_password"], form["new_password"], form["password_again"] = PASSWORD, NEW, NEW
    assert "密码已更改" in form.submit().follow().text
    assert house.store.sessions.collection.count_documents({}) == 1
    house.clock.advance(minutes=16)
    assert "王小芳" in browser.get("/me").follow().follow().text
    assert signing_in(house, phone, PASSWORD)[1].status_int == 422


def test_signing_out_everywhere_ends_every_session(house: House) -> None:
    phone = house.who("volunteer")["phone"]
    one, _ = signing_in(house, phone)
    other, _ = signing_in(house, phone)
    answer = form_to(one.get("/me"), "/me/sign-out").submit()
    assert answer.headers["Location"] == "/sign-in"
    house.clock.advance(minutes=16)
    assert other.get("/me").follow().headers["Location"] == "/sign-in?next=/me"


def test_leaving_is_asked_once_and_says_what_stays(house: House) -> None:
    browser, _ = signing_in(house, house.who("volunteer")["phone"])
    page = browser.get("/me/leave")
    assert "保存不少于10年" in page.text
    form = form_with(page, "reason")
    form["reason"] = "搬家"
    answer = form.submit()
    assert (answer.status_int, answer.headers["Location"]) == (303, "/")
    assert house.who("volunteer")["status"] == "left"
    assert house.who("volunteer")["standings"][-1]["reason"] == "搬家"
    assert "session" not in browser.cookies


def test_the_last_administrator_is_told_why_she_cannot_leave(house: House) -> None:
    form = form_with(browser_of(house, "root").get("/me/leave"), "reason")
    refused = form.submit(expect_errors=True)
    assert refused.status_int == 409
    assert "请先任命接任者" in refused.text


def test_every_look_at_my_data_is_told(house: House) -> None:
    person = house.who("volunteer")
    assert "还没有人看过" in browser_of(house, "volunteer").get("/me/accesses").text
    browser_of(house, "coordinator").get(f"/office/people/{person['_id']}")
    page = browser_of(house, "volunteer").get("/me/accesses")
    assert "陈秀英" in page.text
    assert "查看了您的资料" in page.text


def test_a_code_somebody_issued_is_told_on_my_page(house: House) -> None:
    person = house.who("volunteer")
    house.call("POST", f"/volunteers/{person['_id']}/sign-in-code", "coordinator")
    page = browser_of(house, "volunteer").get("/me")
    assert "陈秀英（东区）为您开具了登录码" in page.text
    [told] = [one["data"] for one in house.events() if one["type"] == SignInCodeIssued.type]
    coordinator = house.who("coordinator")["_id"]
    assert told == {
        "volunteer_id": person["_id"],
        "issued_by": coordinator,
        "organisation": "东区",
    }


def test_the_use_of_a_code_is_told_too(house: House) -> None:
    person = house.who("volunteer")
    path = f"/volunteers/{person['_id']}/sign-in-code"
    code = house.call("POST", path, "coordinator").get_json()["code"]
    body = {"number": person["number"], "code": code, "new_password": NEW}
    assert house.call("PUT", "/volunteers/password", json=body).status_code == 204
    browser, _ = signing_in(house, person["phone"], NEW)
    assert "陈秀英（东区）开具的登录码被用来设置了您的密码" in browser.get("/me").text
