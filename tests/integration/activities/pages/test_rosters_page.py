"""/office/rosters: every filter, saved views, export; each look is noted, phones masked by rule."""

from typing import Any

import pytest

from services.activities.views import roster_choices
from shared.storage.mongo import Document
from tests.integration.activities.office import COUNTY, ORGANISER, OTHER, PATHS, TOWN, Office
from tests.integration.activities.pages.reading import form_to, reader, words
from tests.integration.activities.samples import ids, shift_fields

COORDINATOR = [("coordinator", PATHS[COUNTY])]


@pytest.fixture
def browser(office: Office, many: Document) -> Any:
    """A coordinator of the county; there are 8 accepted and 2 waiting."""
    return reader(office, ORGANISER, COORDINATOR)


def names(page: Any) -> list[str]:
    return [cell.text for cell in page.html.select("tbody strong")]


def test_nothing_is_looked_at_before_somebody_asks(office: Office, browser: Any) -> None:
    page = browser.get("/office/rosters")
    assert "李0" not in page.text
    assert "还没有名单" in page.text
    assert office.store.database["looks"].count_documents({}) == 0


def test_the_whole_roster_with_its_counts(office: Office, browser: Any) -> None:
    page = browser.get("/office/rosters").forms[0].submit()
    assert len(names(page)) == 10
    assert "共 10 人次：已录取 8、候补 2" in words(page)
    assert "13800138000" in page.text
    [look] = office.store.database["looks"].find()
    assert (look["form"], look["rows"], look["whole_phones"]) == ("page", 10, 10)


def test_filters_narrow_it_and_stay_in_the_form(browser: Any, many: Document) -> None:
    form = browser.get("/office/rosters").forms[0]
    form["activity_id"] = many["activity_id"]
    form.set("status", True, index=2)
    form["sort"] = "-start"
    page = form.submit()
    assert len(names(page)) == 2
    assert page.forms[0]["activity_id"].value == many["activity_id"]
    assert page.forms[0]["shift_id"].options[1][0] == ids(many)[0]
    assert page.forms[0]["sort"].value == "-start"
    page.forms[0]["q"] = "没有的人"
    assert "没有符合条件的人" in page.forms[0].submit().text


def test_of_many_activities_those_nearest_to_now_can_be_chosen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan far ahead does not crowd out today; of a chosen organisation there are its own."""
    for hours in (500, 400, 50, 300):
        fields = [shift_fields(office, hours=hours)]
        office.published(title=f"{hours} 小时后", organisation_id=COUNTY, shifts=fields)
    office.published(title="镇里的", organisation_id=TOWN, shifts=[shift_fields(office, hours=600)])
    monkeypatch.setattr(roster_choices, "MOST_CHOICES", 4)
    desk = reader(office, ORGANISER, COORDINATOR)

    def offered(query: str) -> list[str]:
        form = desk.get(f"/office/rosters{query}").forms[0]
        return [label.split(" · ")[0] for _, _, label in form["activity_id"].options][1:]

    assert offered("") == ["300 小时后", "50 小时后"]
    assert offered(f"?organisation_id={TOWN}") == ["镇里的"]


def test_days_are_the_offices_and_the_last_one_counts(office: Office, browser: Any) -> None:
    day = f"{office.at(hours=49):%Y-%m-%d}"
    assert len(names(browser.get(f"/office/rosters?from={day}&to={day}"))) == 10
    before = f"{office.at(hours=24):%Y-%m-%d}"
    assert "没有符合条件的人" in browser.get(f"/office/rosters?to={before}").text


def test_what_is_wrong_stands_beside_its_field(office: Office, browser: Any) -> None:
    page = browser.get("/office/rosters", params={"from": "gestern"}, status=422)
    assert page.html.find(id="e-from").text == "日期无效，请按 2026-05-04 的格式填写。"
    page = browser.get("/office/rosters", params={"phone_tail": "x", "q": "李"}, status=422)
    assert page.html.find(id="e-phone_tail").text == "请输入电话号码的最后2到11位数字。"
    assert page.forms[0]["q"].value == "李"
    assert office.store.database["looks"].count_documents({}) == 0


def test_pages_follow_each_other(office: Office, browser: Any) -> None:
    people = office.volunteers(60)
    activity = office.published(shifts=[shift_fields(office, places=60, hours=200)])
    for person in people:
        assert office.sign_up(ids(activity)[0], person).status_code == 201
    page = browser.get(f"/office/rosters?activity_id={activity['activity_id']}")
    assert len(names(page)) == 50
    second = page.click("下一页")
    assert len(names(second)) == 10
    assert not set(names(page)) & set(names(second))
    assert len(names(second.click("回到第一页"))) == 50


def test_an_export_has_the_same_rows_and_is_noted(office: Office, browser: Any) -> None:
    page = browser.get("/office/rosters?status=waitlisted")
    sheet = page.click("导出 CSV")
    assert sheet.content_type == "text/csv"
    assert len(sheet.body.decode("utf-8-sig").splitlines()) == 3
    book = page.click("导出 Excel")
    assert book.body.startswith(b"PK")
    forms = [look["form"] for look in office.store.database["looks"].find()]
    assert sorted(forms) == ["csv", "page", "xlsx"]
    noted = words(page.click("查看记录"))
    assert "导出 XLSX" in noted
    assert "在页面上看" in noted


def test_an_export_that_is_too_long_says_what_to_do(browser: Any, office: Office) -> None:
    page = browser.get("/office/rosters/export.xml?status=accepted", status=422)
    assert "没有导出" in page.text


def test_a_view_is_saved_opened_replaced_and_deleted(office: Office, browser: Any) -> None:
    page = browser.get("/office/rosters?status=accepted&status=waitlisted&sort=-start")
    save = form_to(page, "/office/rosters/views")
    save["name"] = "<b>本周</b>"
    page = save.submit().follow()
    assert "查询已保存。" in page.text
    assert "&lt;b&gt;本周&lt;/b&gt;" in page.text
    opened = page.click("本周")
    assert len(names(opened)) == 10
    assert opened.forms[1]["sort"].value == "-start"
    other = reader(office, "0b" * 12, COORDINATOR).get("/office/rosters")
    assert "本周" not in other.text
    page = form_to(opened, "/delete").submit().follow()
    assert "我保存的查询" not in page.text


def test_a_view_needs_a_name_and_there_are_not_endless_ones(office: Office, browser: Any) -> None:
    save = form_to(browser.get("/office/rosters?status=accepted"), "/office/rosters/views")
    page = save.submit(status=422)
    assert page.html.find(id="e-name")
    form = form_to(page, "/office/rosters/views")
    assert form["status"].value == "accepted"
    for number in range(30):
        office.store.roster_views.save(ORGANISER, f"v{number}", {})
    form["name"] = "one more"
    page = form.submit(status=409)
    assert "最多保存30个" in page.text
    form["name"] = "v3"
    assert form.submit().status_code == 303


def test_others_see_what_the_rule_lets_them(office: Office, many: Document) -> None:
    stranger = reader(office, "0c" * 12)
    assert "您无权处理" in stranger.get("/office/rosters?show=1", status=403).text
    team, leader = "7e" * 12, "0d" * 12
    office.team(team, leader_ids=[leader])
    office.volunteer(many["person_in_charge"]["volunteer_id"], team_ids=[team], revision=9)
    member = office.rows()[0]["volunteer_id"]
    office.volunteer(member, name="李某", team_ids=[team], revision=9)
    page = reader(office, leader).get(f"/office/rosters?team_id={team}")
    assert names(page) == ["李某"]
    assert "138****8000" in page.text
    assert "13800138000" not in page.text
    elsewhere = reader(office, "0e" * 12, [("coordinator", PATHS[OTHER])])
    wrong = elsewhere.get(f"/office/rosters?organisation_id={TOWN}", status=403)
    assert "李" not in words(wrong)
    assert elsewhere.get("/office/rosters/looks").status_code == 200
    assert "您无权查看" in stranger.get("/office/rosters/looks", status=403).text


def test_an_administrator_of_all_chooses_an_organisation(office: Office, many: Document) -> None:
    everywhere = reader(office, "0f" * 12, [("administrator", "/")])
    page = everywhere.get("/office/rosters?show=1", status=422)
    assert page.html.find(id="e-organisation_id")
    form = page.forms[0]
    form["organisation_id"] = COUNTY
    assert len(names(form.submit())) == 10


def test_the_same_in_english(office: Office, many: Document) -> None:
    page = reader(office, ORGANISER, COORDINATOR, "en").get("/office/rosters?status=waitlisted")
    assert "2 sign-ups: waitlisted 2" in words(page)
    assert "not checked in" in words(page)
