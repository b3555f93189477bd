"""Bringing in a list by pages, and what waits for a coordinator."""

import csv
import io
from typing import Any

from webtest import Upload

from services.volunteers.operations.import_volunteers import import_volunteers
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.walking import browser_of, form_to, form_with
from tests.unit.volunteers.samples import card

DESK = "/office/people/import"


def table(*rows: dict[str, str]) -> bytes:
    """A list as CSV, by the titles of the template."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row("", "")))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row(name: str, phone: str, **more: str) -> dict[str, str]:
    return {
        "姓名": name,
        "性别": "女",
        "出生日期": "1980-02-01",
        "证件号码": card(),
        "手机号": phone,
        "居住区域代码": "330106",
        "本人同意": "是",
        **more,
    }


def upload(house: House, browser: Any, *rows: dict[str, str]) -> Any:
    """The answer to an upload for the county."""
    form = form_with(browser.get(DESK), "file")
    form["organisation_id"] = house.org("东区")
    form["file"] = Upload("名单.csv", table(*rows))
    return form.submit(expect_errors=True)


def work(house: House) -> None:
    import_volunteers(store=house.store, own=house.own, clock=house.clock)


def test_a_list_is_looked_at_decided_upon_and_comes_in(house: House) -> None:
    browser = browser_of(house, "coordinator")
    right, wrong = row("李春花", "13812340011"), row("李秋月", "12")
    answer = upload(house, browser, right, wrong)
    address = answer.headers["Location"]
    page = answer.follow()
    assert '<meta http-equiv="refresh"' in page.text
    assert "<progress" in page.text
    work(house)
    page = browser.get(address)
    assert "http-equiv" not in page.text
    assert "尚未导入任何内容" in page.text
    assert wrong["证件号码"] not in page.text
    sheet = browser.get(f"{address}/problems.csv")
    assert "电话号码不对" in sheet.text
    assert house.store.people.collection.count_documents({"name": "李春花"}) == 0
    form_to(page, f"{address}/decide").submit()
    work(house)
    assert "导入完成" in browser.get(address).text
    assert house.store.people.collection.count_documents({"name": "李春花"}) == 1
    assert house.store.people.collection.count_documents({"name": "李秋月"}) == 0


def test_without_a_file_it_is_said_beside_the_field(town_hall: House) -> None:
    form = form_with(browser_of(town_hall, "coordinator").get(DESK), "file")
    refused = form.submit(expect_errors=True)
    assert refused.status_int == 422
    assert "请选择要导入的表格" in refused.text


def test_a_list_of_another_county_is_closed(house: House) -> None:
    browser = browser_of(house, "root")
    form = form_with(browser.get(DESK), "file")
    form["organisation_id"] = house.org("西区")
    form["file"] = Upload("名单.csv", table(row("李春花", "13812340011")))
    address = form.submit().headers["Location"]
    other = browser_of(house, "coordinator")
    assert other.get(address, expect_errors=True).status_int == 403


def test_what_waits_is_told_in_a_piece(house: House) -> None:
    browser = browser_of(house, "coordinator")
    piece = "/volunteers/parts/office"
    assert browser.get(piece).text.strip() == ""
    upload(house, browser, row("李春花", "13812340011"))
    work(house)
    house.call(
        "POST",
        f"/volunteers/{house.who('volunteer')['_id']}/suspend",
        "coordinator",
        json={"reason": "查实"},
    )
    told = browser.get(piece).text
    assert "1份名单待决定" in told
    assert "1人停用中" in told
    assert "<html" not in told


def test_the_piece_is_empty_for_who_may_not_see_it(town_hall: House) -> None:
    for role in (None, "volunteer", "organiser"):
        answer = browser_of(town_hall, role).get("/volunteers/parts/office", expect_errors=True)
        assert answer.text == ""
