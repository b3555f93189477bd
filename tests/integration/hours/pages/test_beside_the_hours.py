"""Stars, honours, the record that goes elsewhere, the account a coordinator reads, the public."""

from typing import Any

import pytest

from tests.integration.hours.ledger.office import NUMBERS
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, OTHER, PATH, TOWN
from tests.integration.hours.pages.conftest import COORDINATOR, Desk
from tests.integration.hours.rewards.office import rule

HONOUR = {"volunteer_id": HER, "title": "年度优秀志愿者", "date": "2026-05-01", "unit": "湖镇妇联"}


@pytest.fixture
def honoured(desk: Desk, api: Any, bearer: Any) -> Desk:
    made = api.post("/api/v1/honours", json=HONOUR, headers=bearer(OTHER, COORDINATOR))
    assert made.status_code == 201
    return desk


def test_the_stars_say_what_each_asks_for(desk: Desk) -> None:
    desk.serve()
    page = desk.open().get("/stars")
    assert len(page.html.select("tbody tr")) == 5
    assert "97小时32分" in page.text
    assert not page.html.select("main form")


def test_a_star_is_applied_for_where_the_rules_ask_for_it(desk: Desk, fresh_rules: None) -> None:
    rule(desk.bank, stars=[60, 600], stars_on_application=True)
    desk.serve()
    assert "申请 1 星级" in desk.open().get("/hours").text
    page = desk.open().get("/stars")
    form = next(one for one in page.forms.values() if one.action == "/stars/apply")
    told = form.submit().follow()
    assert "申请已提交" in told.text
    assert "待处理" in told.text


def test_no_star_is_applied_for_where_they_come_by_themselves(desk: Desk) -> None:
    browser = desk.open()
    mark = browser.get("/stars").html.select_one("meta[name=csrf]")["content"]
    page = browser.post("/stars/apply", {"csrf": mark}, status=409)
    assert "无需申请" in page.html.select_one("[role=alert]").text


def test_honours_trainings_and_evaluations_stand_on_one_page(honoured: Desk) -> None:
    page = honoured.open().get("/honours")
    assert "年度优秀志愿者" in page.text
    assert "还没有培训记录" in page.text
    assert "还没有服务评价" in page.text
    only = honoured.open().get("/honours?kind=trainings")
    assert "年度优秀志愿者" not in only.text
    assert "年度优秀志愿者" not in honoured.open(OTHER).get("/honours").text


def test_a_record_goes_to_another_organisation_and_can_be_taken_back(desk: Desk) -> None:
    empty = desk.open().get("/hours/transfer")
    assert "没有可以转移的" in empty.text
    desk.serve()
    find = desk.open().get("/hours/transfer").forms[0]
    find["q"] = "没有"
    assert "没有名称以“没有”开头的组织" in find.submit().text
    find["q"] = "县"
    form = find.submit().forms[1]
    form["from_organisation_id"], form["to_organisation_id"] = TOWN, COUNTY
    told = form.submit().follow()
    assert "湖镇 → 县" in told.text
    again = find.submit().forms
    form = next(one for one in again.values() if "from_organisation_id" in one.fields)
    form["from_organisation_id"], form["to_organisation_id"] = TOWN, COUNTY
    assert "处理中" in form.submit(status=409).text
    back = next(one for one in told.forms.values() if "withdraw" in one.action)
    assert "已撤回" in back.submit().follow().text


def test_a_coordinator_reads_the_whole_account_and_nobody_else_does(honoured: Desk) -> None:
    honoured.serve()
    part, book = f"/hours/parts/people/{HER}", f"/hours/people/{HER}"
    browser = honoured.open(OTHER, COORDINATOR)
    piece = browser.get(part).text
    assert "2小时28分" in piece
    assert "年度优秀志愿者" in piece
    assert "<html" not in piece
    assert "敬老院陪伴" in browser.get(book).text
    for grants in ([], [("coordinator", f"/{ELSEWHERE}/")], [("organiser", PATH)]):
        stranger = honoured.open(OTHER, grants)
        assert stranger.get(part).text == ""
        stranger.get(book, status=403)
    assert honoured.open(None).get(part).text == ""
    browser.get(f"/hours/people/{'9' * 24}", status=404)


def test_the_public_reads_sums_and_no_person(honoured: Desk) -> None:
    honoured.serve()
    for path in ("/public", "/hours/parts/public"):
        text = honoured.open(None).get(path).text
        assert "2小时28分" in text
        assert "年度优秀志愿者" in text
        for secret in ("王秀英", HER, *NUMBERS.values()):
            assert secret not in text
    page = honoured.open(None).get("/public")
    figures = [one.text for one in page.html.select(".figures dd")]
    assert figures == ["2小时28分", "1", "3", "1", "2"]
    team = honoured.bank.database["teams"].find_one() or {}
    [listed] = page.html.select("details li")
    assert listed.text.startswith(team["name"])


def test_where_there_are_no_teams_the_public_is_told(desk: Desk) -> None:
    desk.bank.database["teams"].delete_many({})
    desk.bank.clock.advance(hours=1)
    assert "还没有服务队" in desk.open(None).get("/public").text


def test_the_figures_are_counted_once_a_minute(desk: Desk) -> None:
    browser = desk.open(None)
    assert "0分钟" in browser.get("/hours/parts/public").text
    desk.serve()
    assert "2小时28分" not in browser.get("/hours/parts/public").text
    desk.bank.clock.advance(minutes=1)
    assert "2小时28分" in browser.get("/hours/parts/public").text


@pytest.mark.parametrize(
    "path",
    ["/stars", "/honours", "/hours/transfer", "/public", "/shop", "/notice", "/my/certificates"],
)
def test_every_page_is_whole_in_english(honoured: Desk, path: str) -> None:
    honoured.serve()
    page = honoured.open(language="en").get(f"{path}?lang=en")
    assert page.html.html["lang"] == "en"
    written = "".join(one for one in page.html.select_one("h1").text if one > "\u4e00")
    assert written == ""
