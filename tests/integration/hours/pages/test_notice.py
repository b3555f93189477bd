"""The public notice on a page, and objecting to a line of it."""

from tests.integration.hours.matrix import HER, OTHER, TOWN
from tests.integration.hours.pages.conftest import Desk


def test_nothing_is_in_notice(desk: Desk) -> None:
    page = desk.open().get("/notice")
    assert "现在没有公示中的时长" in page.text
    assert "您没有提出过异议" in page.click("我提出的异议").text


def test_a_member_objects_and_the_line_is_held(desk: Desk) -> None:
    line = desk.serve()
    page = desk.open(OTHER).get("/notice")
    assert "王秀英" in page.text
    form = page.click(href=f"/notice/{line}").forms[0]
    form["reason"] = "那天她没有来"
    told = form.submit().follow()
    assert "异议已提交" in told.text
    assert "那天她没有来" in told.text
    assert "有异议，待处理" in desk.open(OTHER).get("/notice").text
    assert OTHER not in desk.open().get(f"/hours/{line}").text


def test_ones_own_line_leads_to_the_pass_book(desk: Desk) -> None:
    line = desk.serve()
    browser = desk.open()
    assert browser.get("/notice").html.select_one(f"a[href='/hours/{line}']")
    form = browser.get(f"/notice/{line}").forms[0]
    form["reason"] = "是我自己的"
    assert "申请更正" in form.submit(status=403).text


def test_a_reason_is_asked_for_and_kept(desk: Desk) -> None:
    line = desk.serve()
    form = desk.open(OTHER).get(f"/notice/{line}").forms[0]
    form["reason"] = "啊"
    page = form.submit(status=422)
    assert page.html.select_one("#e-reason")
    assert page.forms[0]["reason"].value.strip() == "啊"


def test_what_is_not_in_notice_cannot_be_objected_to(desk: Desk) -> None:
    line = desk.serve()
    unknown = desk.open(OTHER).get("/notice/nothing-000", status=409)
    assert "不在公示期内" in unknown.html.select_one("main").text
    form = desk.open(OTHER).get(f"/notice/{line}").forms[0]
    form["reason"] = "那天她没有来"
    desk.bank.database["notices"].delete_many({})
    assert "不在公示期内" in form.submit(status=409).html.select_one("main").text
    assert list(desk.bank.database["objections"].find()) == []


def test_who_is_of_another_organisation_sees_nothing(desk: Desk) -> None:
    line = desk.serve()
    elsewhere = {"$set": {"organisation_path": f"/{'9' * 24}/", "organisation_id": "9" * 24}}
    desk.bank.database["people"].update_one({"_id": OTHER}, elsewhere)
    desk.open(OTHER).get(f"/notice?organisation_id={TOWN}", status=403)
    desk.open(OTHER).get(f"/notice/{line}", status=403)
    assert "王秀英" not in desk.open(OTHER).get("/notice").text


def test_the_notice_is_read_page_by_page(desk: Desk) -> None:
    desk.serve_days(22)
    page = desk.open(HER).get("/notice")
    assert len(page.html.select("tbody tr")) == 20
    assert len(page.click("下一页").html.select("tbody tr")) == 2
