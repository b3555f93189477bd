"""/office/activities/import: upload, look, decide; and what waits, for the office's start page."""

from typing import Any

import pytest
from webtest import Upload

from services.activities.operations.import_activities import import_activities
from shared.tables import read_table
from tests.integration.activities.office import COUNTY, ORGANISER, OTHER, PATHS, TOWN, Office
from tests.integration.activities.pages.reading import form_to, reader, words
from tests.integration.activities.samples import shift_fields

HEAD = "编号,活动名称,活动类别,日期,起止时间,人数\n"
GOOD = HEAD + "a1,义诊,健康,2027-03-01,09:00-12:00,5\na2,<script>,健康,2027-03-02,09:00-12:00,5\n"
MIXED = GOOD + "a3,缺日期,健康,,09:00-12:00,5\n"
HREF = "/office/activities/import"


@pytest.fixture
def browser(office: Office) -> Any:
    return reader(office, ORGANISER, [("coordinator", PATHS[COUNTY])])


def upload(browser: Any, text: str, name: str = "计划.csv") -> Any:
    """The page of the job."""
    form = browser.get(HREF).forms[0]
    form["organisation_id"] = TOWN
    form["file"] = Upload(name, text.encode(), "text/csv")
    return form.submit().follow()


def work(office: Office) -> None:
    import_activities(store=office.store, clock=office.clock, settings=office.own)


def test_a_list_is_looked_at_and_then_comes_in(office: Office, browser: Any) -> None:
    page = upload(browser, GOOD)
    assert "正在检查" in words(page)
    assert page.html.find("meta", {"http-equiv": "refresh"})
    work(office)
    page = browser.get(page.request.path)
    assert not page.html.find("meta", {"http-equiv": "refresh"})
    assert "尚未导入任何内容" in words(page)
    assert office.store.activities.rows.count_documents({}) == 0
    form_to(page, "/decide").submit()
    assert "正在检查" in words(browser.get(page.request.path))
    work(office)
    assert "导入完成。" in words(browser.get(page.request.path))
    assert office.store.activities.rows.count_documents({"organisation_id": TOWN}) == 2
    assert "计划.csv" in words(browser.get(HREF))


def test_wrong_rows_are_shown_and_the_right_ones_may_come_in(office: Office, browser: Any) -> None:
    page = upload(browser, MIXED, "<script>.csv")
    work(office)
    page = browser.get(page.request.path)
    assert "&lt;script&gt;.csv" in page.text
    assert "<script>.csv" not in page.text
    assert [cell.text for cell in page.html.select("tbody tr")[0].find_all(["th", "td"])][:2] == [
        "4",
        "日期",
    ]
    sheet = page.click("下载错误表（CSV）")
    assert read_table("problems.csv", sheet.body).rows[0].cells["行 Row"] == "4"
    assert page.click("下载错误表（Excel）").body.startswith(b"PK")
    form_to(page, "/decide").submit()
    work(office)
    assert office.store.activities.rows.count_documents({}) == 2


def test_a_list_nobody_can_read_is_refused_beside_its_field(browser: Any) -> None:
    form = browser.get(HREF).forms[0]
    page = form.submit(status=422)
    assert "请选择要导入的表格。" in page.html.find(id="e-file").text
    form["file"] = Upload("list.csv", b"a,b\n1,2\n")
    page = form.submit(status=422)
    assert "活动名称" in page.html.find(id="e-file").text
    form["file"] = Upload("list.csv", GOOD.encode())
    form["mapping"] = Upload("map.toml", b"not toml")
    page = form.submit(status=422)
    assert page.html.find(id="e-mapping")


def test_a_large_table_may_be_sent(browser: Any) -> None:
    long = GOOD + "".join(
        f"b{number},{'很长的活动名称' * 10},健康,2027-03-01,09:00-12:00,5\n"
        for number in range(5_000)
    )
    assert len(long.encode()) > 1024 * 1024
    assert "0 / 5002 行" in words(upload(browser, long))


def test_the_template_is_there_in_both_forms(browser: Any) -> None:
    page = browser.get(HREF)
    assert page.click("Excel 模板").body.startswith(b"PK")
    assert page.click("CSV 模板").body.decode("utf-8-sig").startswith("编号,活动名称")


def test_only_coordinators_and_only_their_own(office: Office, browser: Any) -> None:
    page = upload(browser, GOOD)
    work(office)
    other = reader(office, "0e" * 12, [("coordinator", PATHS[OTHER])])
    other.get(page.request.path, status=403)
    assert "计划.csv" not in other.get(HREF).text
    csrf = other.cookies["csrf"]
    other.post(f"{page.request.path}/decide", {"csrf": csrf}, status=403)
    reader(office, "0d" * 12, [("organiser", PATHS[COUNTY])]).get(HREF, status=403)
    work(office)
    assert office.store.activities.rows.count_documents({}) == 0


def test_what_waits_is_told_to_the_office(office: Office, browser: Any) -> None:
    part = "/activities/parts/office"
    assert "没有待办" in browser.get(part).text
    page = upload(browser, GOOD)
    work(office)
    assert "1 份导入等待决定" in browser.get(part).text
    activity = office.published(mode="organiser_chooses", shifts=[shift_fields(office, places=3)])
    for person in office.volunteers(2):
        office.sign_up(activity["shifts"][0]["shift_id"], person)
    told = browser.get(part)
    assert "2 份报名等待录取" in told.text
    assert told.click("2 份报名等待录取").html.select("tbody strong")
    form_to(browser.get(page.request.path), "/decide").submit()
    office.clock.advance(hours=100)
    office.store.activities.rows.update_one(
        {"_id": activity["activity_id"]}, {"$set": {"status": "ended"}}
    )
    later = reader(office, ORGANISER, [("coordinator", PATHS[COUNTY])]).get(part).text
    assert "1 个活动已结束" in later
    assert "导入等待" not in later
    assert reader(office, "0d" * 12).get(part).body == b""
