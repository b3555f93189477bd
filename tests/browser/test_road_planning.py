"""An organiser plans: one sheet, the last one again, each week; who applies, and what they hear."""

import re
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.organising import entry, open_desk, seen_well
from tests.browser.scene import Person, Scene
from tests.browser.visits import Visits, until
from tests.browser.ways import Way

_ZONE = ZoneInfo("Asia/Shanghai")
# The sheet offers her latest activities to copy: each walk's lies behind all before.
_DAYS_AHEAD = count(100, 30)


def test_one_sheet_then_the_last_one_again_each_week(
    visits: Visits, scene: Scene, way: Way
) -> None:
    """Two shifts, two roles; what was typed survives an error; the copy is held three times."""
    title, ahead = f"河道巡护 {way}", timedelta(days=next(_DAYS_AHEAD))
    with visits.by(way, "organiser") as page:
        open_desk(page)
        page.locator("main a[href='/organise/new']").first.click()
        _fill(page, way, title)
        _plan(page, scene.clock.now() + ahead)
        seen_well(page)
        last = page.locator("[name='shifts.1.roles.1.name']")
        last.fill(page.locator("[name='shifts.1.roles.0.name']").input_value())
        publish(page, way)
        expect(page.locator("[id='e-shifts.1.roles.1.name']")).to_be_visible()
        expect(page.get_by_label(way.say("活动名称", "Title")).first).to_have_value(title)
        expect(page.locator("[name='shifts.1.roles.1.places']")).to_have_value("2")
        seen_well(page)
        last.fill("物资")
        publish(page, way)
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("ul.roles > li")).to_have_count(4)
        seen_well(page)
        _again(page, way, title)
        page.get_by_role("link", name=way.say("看公开页面", "See the public page")).click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("main")).to_contain_text("物资")
    mine = scene.get(f"activities?q={title}&limit=50", scene.people["volunteer"])["items"]
    assert len([one for one in mine if one["title"] == title]) == 4


def _fill(page: Page, way: Way, title: str) -> None:
    texts = {
        way.say("活动名称", "Title"): title,
        way.say("类别", "Kind"): "环境保护",
        way.say("活动内容", "What volunteers do"): "清理河道垃圾",
        way.say("地点", "Address"): "北河码头",
        way.say("风险提示", "Risks"): "无特殊风险",
    }
    for label, text in texts.items():
        page.locator("input, textarea").and_(page.get_by_label(label)).first.fill(text)


def _plan(page: Page, start: datetime) -> None:
    """A role more, then a shift more: it has the same roles a day later."""
    for name, moment in (("start", start), ("end", start + timedelta(hours=2))):
        page.locator(f"[name='shifts.0.{name}']").fill(f"{moment.astimezone(_ZONE):%Y-%m-%dT%H:%M}")
    page.locator("button[value='add_role:0']").click()
    page.locator("[name='shifts.0.roles.1.name']").fill("物资")
    page.locator("[name='shifts.0.roles.1.places']").fill("2")
    page.locator("button[value=add_shift]").click()
    expect(page.locator("[name='shifts.1.roles.1.name']")).to_have_value("物资")
    day = f"{(start + timedelta(days=1)).astimezone(_ZONE):%Y-%m-%d}"
    expect(page.locator("[name='shifts.1.start']")).to_have_value(re.compile(f"^{day}"))


def publish(page: Page, way: Way) -> None:
    page.get_by_role("button", name=way.say("发布", "Publish"), exact=True).click()


def _again(page: Page, way: Way, title: str) -> None:
    """The last one lies on the sheet, a week on; it is published and held twice more."""
    page.get_by_role("navigation").locator("a[href='/organise']").first.click()
    page.locator("main a[href='/organise/new']").first.click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_label(way.say("活动名称", "Title")).first).to_have_value(title)
    expect(page.locator("fieldset.shift")).to_have_count(2)
    page.locator("#f-weeks").fill("2")
    publish(page, way)
    expect(page.locator("#f-times")).to_have_value("2")
    expect(page.locator("#f-publish")).to_be_checked()
    page.get_by_role("button", name=way.say("创建", "Make them")).click()
    expect(page.locator("main table tbody tr")).to_have_count(2)
    seen_well(page)
    page.locator("main table tbody a").last.click()
    expect(page.locator("h1")).to_have_text(title)


def test_applicants_are_chosen_and_written_to(visits: Visits, scene: Scene, way: Way) -> None:
    """One gets the place and the message, in her inbox; the other is told why not."""
    title, chosen, other = f"心理疏导小组 {way}", scene.newcomer(), scene.newcomer()
    text = f"请带好身份证 {way}"
    activity = scene.publish(
        title, begins=timedelta(hours=30), lasts=timedelta(hours=1), mode="organiser_chooses"
    )
    scene.sign_up(activity, chosen, other)
    with visits.by(way, "organiser") as page:
        open_desk(page)
        entry(page, title).locator("a[href*='status=applied']").click()
        _accept(page, way)
        expect(page.locator("main")).to_contain_text(way.say("请先勾选人员", "Tick somebody first"))
        seen_well(page)
        page.locator("label.pick", has_text=chosen.name).click()
        _accept(page, way)
        expect(page.get_by_role("status").first).to_contain_text(way.say("已录取", "accepted"))
        page.locator("label.pick", has_text=other.name).click()
        page.locator("summary").filter(has=page.get_by_text(way.say("不录取", "Decline"))).click()
        page.locator("#f-reason").fill("名额已满")
        page.get_by_role("button", name=way.say("确认", "Do it"), exact=True).click()
        expect(page.get_by_role("status").first).to_contain_text(way.say("已回绝", "declined"))
        page.get_by_role("link", name=way.say("发消息", "Write to them")).click()
        page.locator("#f-text").fill(text)
        page.get_by_role("button", name=way.say("发送", "Send")).click()
        said = way.say("消息已发给1人", "Sent to one person")
        expect(page.get_by_role("status").first).to_contain_text(said)
        expect(page.locator("main")).to_contain_text(text)
        seen_well(page)
    _read(visits, way, chosen, title, text)
    told = scene.get("messages", other)["items"]
    assert not [one for one in told if text in one["body"]]
    assert [one for one in told if "名额已满" in one["body"]]


def _accept(page: Page, way: Way) -> None:
    name = way.say("录取勾选的申请", "Accept those ticked")
    page.get_by_role("button", name=name).click()


def _read(visits: Visits, way: Way, person: Person, title: str, text: str) -> None:
    """She finds it in her inbox, unread, and opens it."""
    with visits.by(way, person) as page:
        page.goto("/")
        page.get_by_role("navigation").locator("a[href='/messages']").first.click()
        until(page, "/messages", title)
        page.get_by_role("link", name=re.compile(f"(留言|organiser).*{title}")).click()
        expect(page.locator("main")).to_contain_text(text)
        seen_well(page)
