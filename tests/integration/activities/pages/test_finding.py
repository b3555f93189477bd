"""What people find: the front page, the list with its filters, the month."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import reader, words
from tests.integration.activities.samples import COUNTY, TOWN, ids, shift_fields

SAFE = "=&%"


def titles(page: object) -> list[str]:
    """The last letters of the cards' titles, in order."""
    found = page.html.select(".cards h3")  # type: ignore[attr-defined]
    return [one.get_text().strip()[-1] for one in found]


@pytest.fixture
def three(office: Office) -> Office:
    """A: today, full; B: in two days, another kind and place; C: next week, two shifts."""
    a = office.published(title="重阳节敬老 A", shifts=[shift_fields(office, 4)])
    office.sign_up(ids(a)[0], office.volunteer())
    office.published(
        title="义诊 B", kind="健康", address="西溪湿地", shifts=[shift_fields(office, 25)]
    )
    shifts = [shift_fields(office, 6 * 24), shift_fields(office, 9 * 24)]
    office.published(title="讲座 C", shifts=shifts)
    return office


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ABC"),
        ("q=敬老", "A"),
        ("q=jinglao", "A"),
        ("q=YIZHEN", "B"),
        ("q=jz", "C"),
        ("q=湿地", "B"),
        ("q=.*", ""),
        ("kind=健康", "B"),
        ("free=1", "BC"),
        ("when=today", "A"),
        ("when=week", "AB"),
        ("when=next", "C"),
        ("when=2026-11-22", "B"),
        ("when=2026-11-30", "C"),
        ("when=2026-11-29", ""),
        ("when=nonsense", "ABC"),
        (f"district={TOWN}", "ABC"),
        (f"district={COUNTY}", "ABC"),
        ("district=" + "c2" * 12, ""),
        ("district=%24ne", "ABC"),
        ("kind=" + "x" * 500, ""),
    ],
)
def test_the_list_finds(three: Office, query: str, expected: str) -> None:
    assert "".join(titles(reader(three).get(f"/activities?{quote(query, safe=SAFE)}"))) == expected


def test_near_me_is_my_town(three: Office) -> None:
    here = three.volunteer()
    elsewhere = three.volunteer(organisation_path="/" + "c2" * 12 + "/")
    assert titles(reader(three, here).get("/activities?near=1")) == ["A", "B", "C"]
    nothing = reader(three, elsewhere).get("/activities?near=1")
    assert titles(nothing) == []
    assert "没有符合条件的活动" in words(nothing)


def test_what_was_chosen_stays_chosen_and_can_be_cleared(three: Office) -> None:
    query = quote("q=义诊&kind=健康&free=1&when=2026-11-22", safe=SAFE)
    page = reader(three).get(f"/activities?{query}")
    form = page.forms[0]
    assert (form["q"].value, form["kind"].value, form["free"].checked) == ("义诊", "健康", True)
    assert form["when"].value == "2026-11-22"
    assert page.html.find("a", href="/activities", string="清除条件")


def test_the_list_goes_on_page_by_page_with_its_filters(office: Office) -> None:
    for number in range(23):
        shift = shift_fields(office, 30 + number)
        office.published(title=f"活动{chr(97 + number)}", shifts=[shift])
    browser = reader(office)
    page = browser.get(f"/activities?kind={quote('敬老')}")
    following = page.click("下一页")
    seen = titles(page) + titles(following)
    assert "".join(seen) == "abcdefghijklmnopqrstuvw"
    assert following.html.find("a", string="下一页") is None
    assert len(titles(following.click("回到第一页"))) == 20
    assert browser.get("/activities?cursor=xx", status=422).html.find("h1")


def test_the_front_page_shows_what_has_places_the_next_first(three: Office) -> None:
    page = reader(three).get("/")
    assert titles(page) == ["B", "C"]
    assert "11月22日 周日 10:00" in words(page)
    assert words(page).count("还有 1 个名额") == 2
    assert "另有 1 场" in words(page)
    assert '<!--# include virtual="/hours/parts/public" -->' in page.text
    assert "我的下一个班次" not in words(page)


def test_an_empty_front_page_says_what_comes_next(office: Office) -> None:
    assert "名额都满了" in words(reader(office).get("/"))
    assert "目前没有即将开始的活动" in words(reader(office).get("/activities"))
    assert "这个月没有活动" in words(reader(office).get("/calendar"))


def test_my_next_shift_stands_on_top_with_a_button_when_it_is_time(office: Office) -> None:
    activity = office.published()
    her = office.volunteer()
    office.sign_up(ids(activity)[0], her)
    assert "我的下一个班次" in words(reader(office, her).get("/"))
    assert reader(office, her).get("/").html.find("main").find("a", href="/c") is None
    office.clock.now += timedelta(hours=48, minutes=30)
    assert reader(office, her).get("/").html.find("main").find("a", href="/c")


def test_the_month_is_a_table_and_a_list(three: Office) -> None:
    page = reader(three).get("/calendar?month=2026-11")
    table = page.html.find("table")
    assert table.find("th").get_text() == "周一"
    days = {
        cell.find(class_="day-number").get_text(): [a.get_text() for a in cell.find_all("a")]
        for cell in table.find_all("td")
        if cell.find(class_="day-number")
    }
    assert len(days) == 30
    assert days["21"] == ["13:00 重阳节敬老 A"]
    assert (days["22"], days["27"]) == (["10:00 义诊 B"], ["09:00 讲座 C"])
    listed = page.html.select(".d-md-none h2")
    assert [one.get_text() for one in listed] == [
        "11月21日 周六 · 今天",
        "11月22日 周日",
        "11月27日 周五",
        "11月30日 周一",
    ]
    december = page.click("下个月")
    assert "2026年12月" in words(december)
    assert "这个月没有活动" in words(december)


def test_list_and_month_lead_to_each_other(three: Office) -> None:
    listed = reader(three).get("/activities")
    month = listed.click("按月查看")
    assert titles(month.click("按列表查看")) == titles(listed)


def test_a_card_of_a_night_says_both_days(office: Office) -> None:
    office.published(shifts=[shift_fields(office, 60, 14)])
    page = reader(office).get("/activities")
    assert "11月23日 周一 21:00 –11月24日 周二 11:00" in words(page)


def test_many_on_one_day_are_shown_by_the_day(office: Office) -> None:
    for number in range(6):
        office.published(title=f"活动{number}", shifts=[shift_fields(office, 49 + number / 4)])
    page = reader(office, language="en").get("/calendar")
    more = page.html.find("table").find("a", string="3 more")
    assert more["href"] == "/activities?when=2026-11-23"
    assert len(titles(reader(office).get(more["href"]))) == 6


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12", "2026-11-01"])
def test_a_month_that_is_none_is_this_one(office: Office, month: str) -> None:
    assert "2026年11月" in words(reader(office).get(f"/calendar?month={month}"))


def test_an_activity_says_what_one_must_know(office: Office) -> None:
    activity = office.published(
        bodily_risk=True,
        insurance="人保财险，保单 PICC-2026-081",
        bring="手套",
        point={"latitude": 30.25, "longitude": 120.16},
        minimum_age=18,
        closes_at=office.at(hours=40).isoformat(),
    )
    page = reader(office).get(f"/activities/{activity['activity_id']}")
    for text in ("有人身危险", "PICC-2026-081", "手套", "满 18 岁", "24小时", "报名截止"):
        assert text in words(page)
    assert page.html.find("a", href="geo:30.25,120.16")
    assert page.html.find("h1").get_text() == activity["title"]


def test_a_draft_is_seen_by_its_organisers_alone(office: Office) -> None:
    draft = office.draft()
    path = f"/activities/{draft['activity_id']}"
    reader(office).get(path, status=404)
    organiser = reader(office, "0b" * 12, [("organiser", f"/{COUNTY}/")])
    assert "这是草稿" in words(organiser.get(path))


def test_a_cancelled_activity_says_why_and_takes_nobody(office: Office) -> None:
    activity = office.published()
    office.step(activity, "cancel", {"reason": "台风预警"})
    page = reader(office, office.volunteer()).get(f"/activities/{activity['activity_id']}")
    assert "活动已取消。 台风预警" in words(page)
    assert "/sign-up" not in page.text
