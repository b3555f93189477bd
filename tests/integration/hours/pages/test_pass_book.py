"""The pass book: what she has, each line with its evidence, and where she says what is wrong."""

from typing import Any

from tests.integration.hours.matrix import OTHER
from tests.integration.hours.pages.conftest import COORDINATOR, Desk


def test_an_empty_book_says_how_hours_come(desk: Desk) -> None:
    page = desk.open().get("/hours")
    assert "参加活动并签到" in page.text
    assert page.html.select_one("a[href='/activities'].btn")


def test_the_book_shows_balance_months_star_and_each_line(desk: Desk) -> None:
    line = desk.serve()
    page = desk.open().get("/hours")
    assert page.html.select_one(".big").text == "2小时28分"
    assert "再服务 97小时32分 即可达到 1 星级" in page.text
    assert page.html.select_one("progress")["value"] == "148"
    assert "09:02 签到、11:47 签退，计 148 分钟" in page.text
    assert "公示至" in page.text
    rows = {row.th.text: row.select_one(".figure").text for row in page.html.select(".bars tr")}
    assert len(rows) == 12
    assert rows["2026-05"] == "2小时28分"
    assert page.html.select_one(f"a[href='/hours/{line}']")


def test_the_months_go_back_year_by_year_and_nowhere_else(desk: Desk) -> None:
    desk.serve()
    browser = desk.open()
    page = browser.get("/hours").click(href=r"until=")
    assert "2024-06 至 2025-05" in page.text
    for wrong in ("2999-01", "x", "2026-13", "0000-00", "²026-01"):
        assert "2025-06 至 2026-05" in browser.get("/hours", params={"until": wrong}).text


def test_back_entries_are_shown_apart(desk: Desk) -> None:
    line = desk.serve()
    by = {"checked_in_by": "back_entry"}
    desk.bank.database["journals"].update_one({"_id": line}, {"$set": by})
    page = desk.open().get("/hours")
    assert "补录" in page.html.select_one("ul.stack li").text
    rows = {row.th.text: row.select_one(".figure").text for row in page.html.select(".bars tr")}
    assert rows["2026-05"] == "2小时28分（其中补录 2小时28分）"


def test_a_line_says_every_step_it_took(desk: Desk) -> None:
    desk.serve()
    desk.serve("09:02", "10:00", revision=2, reason="签退时间有误")
    browser = desk.open()
    page = browser.get("/hours").click(href=r"-002$")
    assert page.html.select_one(".big").text == "58分钟"
    steps = [one.strong.text for one in page.html.select("ol.stack li")]
    assert steps == ["+2小时28分", "-2小时28分", "+58分钟"]
    assert "签退时间有误" in page.text
    assert "规则版本" in page.text
    assert "扫码" in page.text
    assert page.click("申请更正").request.path == "/my/corrections/new"


def test_what_was_objected_to_stands_on_the_line_without_who_did(
    desk: Desk, api: Any, bearer: Any
) -> None:
    line = desk.serve()
    body = {"journal_id": line, "reason": "那天没见到她"}
    assert api.post("/api/v1/objections", json=body, headers=bearer(OTHER)).status_code == 201
    page = desk.open().get(f"/hours/{line}")
    assert "那天没见到她" in page.text
    assert "有异议，待处理" in page.text
    assert OTHER not in page.text


def test_long_books_are_read_page_by_page(desk: Desk) -> None:
    desk.serve_days(25)
    page = desk.open().get("/hours")
    assert len(page.html.select("ul.stack > li")) == 20
    more = page.click("下一页")
    assert len(more.html.select("ul.stack > li")) == 5
    assert not more.html.select(".bars")
    assert more.click("回到第一页").html.select(".bars")
    assert desk.open().get("/hours?cursor=x", status=422)


def test_a_line_is_for_herself_and_her_coordinators(desk: Desk) -> None:
    line = desk.serve()
    desk.open(OTHER).get(f"/hours/{line}", status=403)
    assert "申请更正" not in desk.open(OTHER, COORDINATOR).get(f"/hours/{line}").text
    for nothing in ("x", "x-000", line[:-3] + "999", f"{'f' * 24}-000"):
        desk.open().get(f"/hours/{nothing}", status=404)


def test_who_is_not_signed_in_is_sent_to_sign_in(desk: Desk) -> None:
    answer = desk.open(None).get("/hours", status=303)
    assert answer.headers["Location"] == "/sign-in?next=/hours"
    assert desk.open(None).get("/hours/parts/me").text == ""


def test_the_small_balance_is_a_piece_of_a_page(desk: Desk) -> None:
    desk.serve()
    piece = desk.open().get("/hours/parts/me").text
    assert "2小时28分" in piece
    assert "<html" not in piece


def test_what_people_wrote_is_text(desk: Desk) -> None:
    line = desk.serve(activity_title="<script>alert(1)</script>", role="<b>x</b>{{ 7*7 }}")
    for path in ("/hours", f"/hours/{line}"):
        text = desk.open().get(path).text
        assert "<script>alert" not in text
        assert "<b>x" not in text
        assert "{{ 7*7 }}" in text


def test_the_book_in_english(desk: Desk) -> None:
    line = desk.serve()
    page = desk.open(language="en").get("/hours", headers={"Accept-Language": "en"})
    assert "97 h 32 min more until star 1" in page.text
    assert "Line by line" in page.text
    text = desk.open(language="en").get(f"/hours/{line}", headers={"Accept-Language": "en"}).text
    assert "How it came about" in text
