"""The time currency on pages: each gift is asked once, with who would receive it."""

from typing import Any

from tests.integration.hours.ledger.office import NUMBERS, TEAM, THIRD, fill, purses
from tests.integration.hours.matrix import HER, OTHER, TOWN
from tests.integration.hours.pages.conftest import Desk

MINE, HERS = f"volunteer:{HER}", f"volunteer:{OTHER}"


def giving(desk: Desk, path: str, **typed: Any) -> Any:
    """What comes after the form of a gift was sent; her purse holds 100 minutes."""
    if MINE not in purses(desk.bank):
        fill(desk.bank, **{f"volunteer__{HER}": 100})
    form = desk.open().get(f"/hours/currency/{path}").forms[0]
    for name, value in typed.items():
        form[name] = value
    return form.submit(expect_errors=True)


def test_the_purse_says_what_it_holds_and_why(desk: Desk) -> None:
    fill(desk.bank, **{f"volunteer__{HER}": 100})
    page = desk.open().get("/hours/currency")
    assert page.html.select_one(".big").text == "1小时40分"
    assert len(page.html.select("ul.stack > li")) == 2, "a team and a line"
    assert "还没有明细" in desk.open(OTHER).get("/hours/currency").text


def test_who_receives_is_shown_before_anything_moves(desk: Desk) -> None:
    page = giving(desk, "transfer", number=NUMBERS[OTHER], minutes=30, reason="谢谢")
    assert "王＊＊" in page.text
    assert "王秀英" not in page.text
    assert "V000002" in page.text
    assert HERS not in purses(desk.bank)
    form = page.forms[0]
    told = form.submit().follow()
    assert "已送出" in told.text
    assert form.submit().status_int == 303, "a second tap is the same command"
    assert (purses(desk.bank)[MINE], purses(desk.bank)[HERS]) == (70, 30)


def test_what_cannot_be_given_is_said_beside_its_field(desk: Desk) -> None:
    wrong = giving(desk, "transfer", number="V999999", minutes=5)
    assert wrong.status_int == 404
    assert wrong.html.select_one("#e-number")
    assert wrong.forms[0]["minutes"].value == "5"
    assert giving(desk, "transfer", number=NUMBERS[HER], minutes=5).status_int == 422
    for amount in ("0", "-5", "1.5", "x", "²", ""):
        page = giving(desk, "transfer", number=NUMBERS[OTHER], minutes=amount)
        assert (page.status_int, bool(page.html.select_one("#e-minutes"))) == (422, True)
    much = giving(desk, "transfer", number=NUMBERS[OTHER], minutes=101)
    assert "时间币不足" in much.forms[0].submit(status=409).text
    assert purses(desk.bank)[MINE] == 100


def test_nobody_goes_through_the_numbers(desk: Desk) -> None:
    statuses = [
        giving(desk, "transfer", number=f"V9{number:05d}", minutes=1).status_int
        for number in range(31)
    ]
    assert statuses == [404] * 30 + [429]


def test_she_donates_to_her_organisation_or_her_team(desk: Desk) -> None:
    page = giving(desk, "donate", minutes=10)
    assert "湖镇" in page.text
    page.forms[0].submit()
    page = giving(desk, "donate", minutes=20, team_id=TEAM)
    assert "湖滨队" in page.text
    page.forms[0].submit()
    found = purses(desk.bank)
    assert (found[MINE], found[f"pool:{TOWN}"], found[f"team:{TEAM}"]) == (70, 10, 20)


def test_a_leader_donates_what_her_team_was_given(desk: Desk) -> None:
    fill(desk.bank, **{f"team__{TEAM}": 50})
    path = f"/hours/currency/teams/{TEAM}"
    assert not desk.open(THIRD).get(path).html.select("form")
    desk.open(OTHER).get(path, status=403)
    page = giving(desk, f"teams/{TEAM}", minutes=50)
    assert "湖镇" in page.text
    assert "已送出" in page.forms[0].submit().follow().text
    assert purses(desk.bank)[f"pool:{TOWN}"] == 50


def test_the_purse_in_english(desk: Desk) -> None:
    fill(desk.bank, **{f"volunteer__{HER}": 100})
    page = desk.open(language="en").get("/hours/currency?lang=en")
    assert "Earned by service" in page.text
