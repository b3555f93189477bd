"""Teams, the organisation tree and roles on pages."""

from typing import Any

import pytest

from services.volunteers.operations.follow_moves import follow_moves
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.walking import browser_of, errors, form_to, form_with


def team_of(house: House, browser: Any) -> str:
    """The address of a new team of the town."""
    form = form_with(browser.get("/office/teams/new"), "name")
    form["name"], form["organisation_id"] = "法律援助队", house.org("东一镇")
    answer = form.submit()
    return str(answer.headers["Location"])


def test_a_team_is_founded_and_filled(house: House) -> None:
    browser = browser_of(house, "coordinator")
    assert "成立第一支队伍" in browser.get("/office/teams").text
    address = team_of(house, browser)
    form = form_with(browser.get(address), "who")
    form["who"] = "小芳"
    page = form.submit().follow()
    assert "王小芳" in page.text
    page = form_to(page, f"{address}/leaders").submit().follow()
    assert "不再任队长" in page.text
    team = house.store.teams.get(address.rsplit("/", 1)[1])
    assert team["leader_ids"] == [house.who("volunteer")["_id"]]
    page = form_to(page, f"{address}/leaders").submit().follow()
    page = form_to(page, f"{address}/remove").submit().follow()
    assert "还没有成员" in page.text
    assert "法律援助队" in browser.get("/office/teams").text


def test_who_of_one_name_is_chosen_from_a_list(house: House) -> None:
    house.register("东一镇", name="王小芳", phone="13812345555")
    browser = browser_of(house, "coordinator")
    address = team_of(house, browser)
    form = form_with(browser.get(address), "who")
    form["who"] = "王小芳"
    page = form.submit(expect_errors=True)
    assert page.status_int == 422
    assert "有多位志愿者符合" in page.text
    assert form_with(page, "who")["who"].value == "王小芳"
    chosen = next(
        one
        for one in page.forms.values()
        if one.action == f"{address}/add" and "volunteer_id" in one.fields
    )
    assert "王小芳" in chosen.submit().follow().text


def test_nobody_of_a_name_is_told(house: House) -> None:
    browser = browser_of(house, "coordinator")
    address = team_of(house, browser)
    form = form_with(browser.get(address), "who")
    form["who"] = "赵倩"
    page = form.submit(expect_errors=True)
    assert set(errors(page)) == {"who"}


def test_a_team_is_renamed_and_dissolved(house: House) -> None:
    browser = browser_of(house, "coordinator")
    address = team_of(house, browser)
    form = form_with(browser.get(f"{address}/rename"), "name")
    form["name"] = ""
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 422
    form = form_with(wrong, "name")
    form["name"] = "<b>法律</b>队"
    page = form.submit().follow()
    assert "&lt;b&gt;法律&lt;/b&gt;队" in page.text
    assert "<b>法律" not in page.text
    page = form_to(page, f"{address}/dissolve").submit().follow()
    assert "队伍已解散" in page.text
    assert "已解散" in browser.get(address).text


def test_a_team_name_that_is_taken_stands_beside_the_field(house: House) -> None:
    browser = browser_of(house, "coordinator")
    team_of(house, browser)
    form = form_with(browser.get("/office/teams/new"), "name")
    form["name"], form["organisation_id"] = "法律援助队", house.org("东一镇")
    wrong = form.submit(expect_errors=True)
    assert wrong.status_int == 409
    assert errors(wrong) == {"name": "该组织已有同名队伍。"}


def test_the_tree_is_walked_and_grows(house: House) -> None:
    browser = browser_of(house, "administrator")
    page = browser.get("/office/organisations").click("东区").click("东一镇")
    assert "东一村" in page.text
    form = form_with(page.click("添加下级组织"), "level")
    assert {value for value, *_ in form["level"].options} == {"village", "grid", "unit"}
    form["name"], form["level"], form["code"] = "东二村", "village", "12"
    wrong = form.submit(expect_errors=True)
    assert set(errors(wrong)) == {"code"}
    form = form_with(wrong, "level")
    assert form["name"].value == "东二村"
    form["code"] = ""
    assert "东二村" in form.submit().follow().text


def test_an_organisation_is_renamed_moved_closed_and_opened(house: House) -> None:
    browser = browser_of(house, "root")
    address = f"/office/organisations/{house.org('东一镇')}"
    form = form_with(browser.get(f"{address}/rename"), "name")
    assert form["code"].value == "330106001"
    form["name"] = "东一街道"
    assert "东一街道" in form.submit().follow().text
    form = form_with(browser.get(f"{address}/move"), "organisation_id")
    form["organisation_id"] = house.org("东一村")
    wrong = form.submit(expect_errors=True)
    assert "下级之下" in errors(wrong)["organisation_id"]
    form = form_with(wrong, "organisation_id")
    form["organisation_id"] = house.org("西区")
    page = form.submit().follow()
    assert "西区" in page.text
    follow_moves(store=house.store, clock=house.clock)
    assert house.org("西区") in house.who("volunteer")["organisation_path"]
    page = form_to(page, f"{address}/close").submit().follow()
    assert "已停用" in page.text
    form_to(page, f"{address}/open").submit()
    assert house.store.organisations.get(house.org("东一镇"))["status"] == "active"


def test_a_coordinator_sees_the_tree_and_changes_nothing(town_hall: House) -> None:
    browser = browser_of(town_hall, "coordinator")
    address = f"/office/organisations/{town_hall.org('东一镇')}"
    assert "添加下级组织" not in browser.get(address).text
    for step in ("add", "rename", "move"):
        assert browser.get(f"{address}/{step}", expect_errors=True).status_int == 403


def test_an_organisation_is_found_by_its_name(town_hall: House) -> None:
    browser = browser_of(town_hall, "coordinator")
    page = browser.get("/office/organisations", {"q": "东一"})
    assert "试点市 › 东区 › 东一镇 › 东一村" in page.text
    assert "没有找到" in browser.get("/office/organisations", {"q": "西一"}).text


def test_a_role_is_given_and_taken_back(house: House) -> None:
    browser = browser_of(house, "coordinator")
    number = house.who("volunteer")["number"]
    form = form_with(browser.get(f"/office/grants/new?number={number}"), "number")
    assert form["number"].value == number
    assert [value for value, *_ in form["role"].options] == ["organiser"]
    form["organisation_id"] = house.org("东一镇")
    page = form.submit().follow()
    assert "已授予 王小芳" in page.text
    [given] = house.who("volunteer")["grants"]
    assert (given["role"], given["organisation_id"]) == ("organiser", house.org("东一镇"))
    taking = next(
        one
        for one in page.forms.values()
        if one.action == "/office/grants/withdraw"
        and one["volunteer_id"].value == house.who("volunteer")["_id"]
    )
    assert "角色已收回" in taking.submit().follow().text
    assert house.who("volunteer")["grants"] == []


@pytest.mark.parametrize(
    ("as_", "role", "whom", "says"),
    [
        ("coordinator", "organiser", "coordinator", "不能给自己授予角色"),
        ("administrator", "administrator", "nobody", "没有这个编号"),
    ],
)
def test_what_is_refused_is_said(
    town_hall: House, as_: str, role: str, whom: str, says: str
) -> None:
    browser = browser_of(town_hall, as_)
    number = "100000000000" if whom == "nobody" else town_hall.who(whom)["number"]
    form = form_with(browser.get("/office/grants/new"), "number")
    form["number"], form["role"] = number, role
    form["organisation_id"] = town_hall.org("东一镇")
    refused = form.submit(expect_errors=True)
    assert refused.status_int in (403, 422)
    assert says in refused.text


def test_an_organiser_lays_down_her_own_role(house: House) -> None:
    browser = browser_of(house, "organiser")
    form = form_to(browser.get("/me"), "/office/grants/withdraw")
    answer = form.submit()
    assert answer.headers["Location"] == "/me"
    assert house.who("organiser")["grants"] == []
