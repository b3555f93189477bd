"""Finding volunteers, and a volunteer's whole record."""

import pytest

from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.test_sign_in import signing_in
from tests.integration.volunteers.pages.walking import browser_of, errors, form_to, form_with
from tests.unit.volunteers.samples import card

OFFICE = ("/office/people", "/office/teams", "/office/organisations", "/office/grants")


@pytest.mark.parametrize("address", [*OFFICE, "/office/people/enter", "/office/people/import"])
def test_the_office_is_closed_to_volunteers(town_hall: House, address: str) -> None:
    answer = browser_of(town_hall, "volunteer").get(address, expect_errors=True)
    assert answer.status_int == 403
    assert "您无权查看" in answer.text
    assert browser_of(town_hall, None).get(address).status_int == 303


def test_nobody_is_listed_before_somebody_asks(town_hall: House) -> None:
    page = browser_of(town_hall, "coordinator").get("/office/people")
    assert "请先查找" in page.text
    assert "王小芳" not in page.text


@pytest.mark.parametrize(
    "typed", ["小芳", "wxf", "wangxiaofang", "0004", "13900000004", "１３９０００００００４"]
)
def test_one_box_finds_by_name_pinyin_and_phone(town_hall: House, typed: str) -> None:
    form = form_with(browser_of(town_hall, "coordinator").get("/office/people"), "q")
    form["q"] = typed
    page = form.submit()
    assert "王小芳" in page.text
    assert "139****0004" in page.text
    assert "+8613900000004" not in page.text
    assert form_with(page, "q")["q"].value == typed


def test_a_volunteer_number_finds_its_holder_alone(town_hall: House) -> None:
    browser = browser_of(town_hall, "coordinator")
    page = browser.get("/office/people", {"q": town_hall.who("organiser")["number"]})
    assert "张敏" in page.text
    assert "共1人" in page.text


def test_people_of_another_county_are_not_found(town_hall: House) -> None:
    page = browser_of(town_hall, "coordinator").get("/office/people", {"q": "赵倩"})
    assert "没有找到符合条件的志愿者" in page.text


def test_a_long_list_goes_on_page_by_page(house: House) -> None:
    for number in range(55):
        house.register("东一镇", name=f"李{'甲乙丙丁戊己庚辛壬癸'[number % 10]}")
    browser = browser_of(house, "coordinator")
    page = browser.get("/office/people?all=1&sort=newest")
    assert "共59人" in page.text
    following = page.click("下一页")
    assert following.text.count("/office/people/") > 5
    assert "回到第一页" in following.text
    seen = house.store.accesses.collection.count_documents({"what": "list"})
    assert seen == 2


@pytest.mark.parametrize("query", ["status=dead", "sort=x", "team_id=1", "cursor=zz&all=1"])
def test_an_address_that_makes_no_sense_is_refused_and_no_fault(
    town_hall: House, query: str
) -> None:
    browser = browser_of(town_hall, "coordinator")
    answer = browser.get(f"/office/people?{query}", expect_errors=True)
    assert answer.status_int == 422


def test_a_whole_record_stands_on_one_page(town_hall: House) -> None:
    person = town_hall.who("volunteer")
    page = browser_of(town_hall, "coordinator").get(f"/office/people/{person['_id']}")
    for text in ("王小芳", person["number"], "试点市 › 东区 › 东一镇", "居民身份证"):
        assert text in page.text
    for service in ("activities", "hours"):
        piece = f"/{service}/parts/people/{person['_id']}"
        assert f'<!--# include virtual="{piece}" -->' in page.text
    assert town_hall.numbers["volunteer"] not in page.text
    for what in ("back-entries/new", "records/new/honours", "hours/freezes"):
        assert page.html.find("a", href=f"/office/{what}?number={person['number']}"), what


def test_a_record_of_another_county_is_closed(town_hall: House) -> None:
    stranger = town_hall.who("stranger")["_id"]
    browser = browser_of(town_hall, "coordinator")
    for rest in ("", "/change", "/document"):
        answer = browser.get(f"/office/people/{stranger}{rest}", expect_errors=True)
        assert answer.status_int == 403
        assert "赵倩" not in answer.text


def test_a_record_is_put_right(house: House) -> None:
    person = house.who("volunteer")["_id"]
    browser = browser_of(house, "coordinator")
    form = form_with(browser.get(f"/office/people/{person}/change"), "name")
    assert form["name"].value == "王小芳"
    form["name"], form["sex"] = "王晓芳", "male"
    wrong = form.submit(expect_errors=True)
    assert set(errors(wrong)) == {"sex"}
    form = form_with(wrong, "name")
    assert form["name"].value == "王晓芳"
    form["sex"], form["qualifications"] = "female", "急救员证"
    assert "资料已更改" in form.submit().follow().text
    assert house.store.people.get(person)["name"] == "王晓芳"
    assert house.store.people.get(person)["qualifications"] == ["急救员证"]


def test_the_document_is_typed_anew_and_never_shown(house: House) -> None:
    person = house.who("volunteer")["_id"]
    browser = browser_of(house, "coordinator")
    form = form_with(browser.get(f"/office/people/{person}/document"), "identity.number")
    other = card(birth="19790201")
    form["identity.number"] = other
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 422
    assert other not in wrong.text
    form = form_with(wrong, "identity.number")
    assert form["identity.number"].value == ""
    form["identity.number"] = card(birth="19800201")
    assert "证件已更正" in form.submit().follow().text


def test_suspending_leaving_and_coming_back(house: House) -> None:
    person = house.who("volunteer")["_id"]
    browser = browser_of(house, "coordinator")
    address = f"/office/people/{person}"
    form = form_to(browser.get(address), f"{address}/suspend")
    form["reason"] = ""
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 422
    form = form_to(wrong, f"{address}/suspend")
    form["reason"] = "查实代打卡"
    page = form.submit().follow()
    assert "已停用" in page.text
    assert "查实代打卡" in page.text
    page = form_to(page, f"{address}/return").submit().follow()
    form = form_to(page, f"{address}/leave")
    form["reason"] = "迁居外地"
    page = form.submit().follow()
    assert house.store.people.get(person)["status"] == "left"
    assert "/sign-in-code" not in page.text


def test_a_code_is_shown_once_and_large(house: House) -> None:
    person = house.who("volunteer")
    address = f"/office/people/{person['_id']}"
    browser = browser_of(house, "coordinator")
    page = form_to(browser.get(address), f"{address}/sign-in-code").submit()
    code = page.text.split("<code>")[1][:10]
    assert page.headers["Cache-Control"] == "no-store"
    assert code not in browser.get(address).text
    new = "另一把好伞 for sunshine"
    body = {"number": person["number"], "code": code, "new_password": new}
    assert house.call("PUT", "/volunteers/password", json=body).status_code == 204
    assert signing_in(house, person["phone"], new)[1].status_int == 303


def test_who_has_more_power_is_not_changed_and_it_is_said_why(house: House) -> None:
    person = house.who("administrator")["_id"]
    browser = browser_of(house, "coordinator")
    address = f"/office/people/{person}"
    refused = form_to(browser.get(address), f"{address}/sign-in-code").submit(expect_errors=True)
    assert refused.status_int == 403
    assert "对方的权限不低于您" in refused.text
    assert "<code>" not in refused.text


def test_people_whose_document_nobody_has_seen_are_found_alone(house: House) -> None:
    person = house.who("volunteer")["_id"]
    kind = {"$set": {"identity.kind": "unverified"}}
    house.store.people.collection.update_one({"_id": person}, kind)
    browser = browser_of(house, "coordinator")
    assert "1人的证件尚未核验" in browser.get("/volunteers/parts/office").text
    page = browser.get("/office/people?unverified=true")
    assert "共1人" in page.text
    assert "王小芳" in page.text
    assert "尚未核验证件" in browser.get(f"/office/people/{person}").text
