"""A coordinator and her people: found, their whole record on one page, teams, the tree."""

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.office import enter, said, send
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way


def test_somebody_is_found_and_her_whole_record_opens(
    visits: Visits, scene: Scene, way: Way
) -> None:
    """By pinyin, by the end of the phone, by number; nobody is listed before somebody asks."""
    helper = scene.people["helper"]
    with visits.by(way, "coordinator") as page:
        enter(page, "/office/people")
        assert page.locator("main table").count() == 0
        for typed in ("lixiulan", helper.phone[-4:], helper.number):
            search(page, typed)
            expect(page.locator("main tbody tr", has_text=helper.number)).to_be_visible()
        page.get_by_role("link", name=helper.name).first.click()
        expect(page.locator("h1")).to_have_text(helper.name)
        record = page.locator("main")
        for about in (helper.number, "文明劝导", "敬老院陪伴", "优秀志愿者"):
            expect(record).to_contain_text(about)
        assert page.locator("table.bars").count() == 1
        assert looking.layout(page) == []
        page.locator(f"main a[href='/hours/people/{helper.volunteer_id}']").click()
        expect(page.locator("main")).to_contain_text("敬老院陪伴")


def search(page: Page, typed: str) -> None:
    page.locator("#f-q").fill(typed)
    send(page.locator("main form[role=search]"))


def test_a_team_is_founded_led_and_dissolved(visits: Visits, scene: Scene, way: Way) -> None:
    name, late = f"平安巡逻队 {way}", scene.people["late"]
    with visits.by(way, "coordinator") as page:
        enter(page, "/office/teams")
        page.locator("main a[href='/office/teams/new']").first.click()
        page.locator("#f-name").fill(name)
        page.locator("#f-organisation_id").select_option(scene.organiser.organisation_id)
        send(page.locator("main form[method=post]"))
        expect(page.locator("h1")).to_have_text(name)
        page.locator("#f-who").fill(late.number)
        send(page.locator("main form[action$='/add']"))
        said(page)
        send(page.locator("main form[action$='/leaders']"))
        expect(page.locator("main tbody .badge")).to_be_visible()
        assert looking.layout(page) == []
        page.locator("main a[href$='/rename']").click()
        page.locator("#f-name").fill(f"{name} 2")
        send(page.locator("main form[method=post]"))
        expect(page.locator("h1")).to_have_text(f"{name} 2")
        page.locator("main details.ask-once summary").click()
        send(page.locator("main details.ask-once form"))
        said(page)
        expect(page.get_by_role("link", name=f"{name} 2")).to_have_count(0)


def test_the_tree_is_walked_and_grows(visits: Visits, scene: Scene, way: Way) -> None:
    """Coordinators look at it; an administrator adds a unit, closes it and opens it again."""
    name = f"青禾镇妇联分会 {way}"
    with visits.by(way, "coordinator") as page:
        enter(page, "/office/organisations")
        page.get_by_role("link", name="柯桥区妇联").click()
        page.get_by_role("link", name="青禾镇妇联").click()
        expect(page.locator("h1")).to_have_text("青禾镇妇联")
        expect(page.get_by_role("link", name="青禾村妇联")).to_be_visible()
        assert page.locator("main a[href$='/add']").count() == 0
        assert looking.layout(page) == []
    with visits.by(way, "administrator") as page:
        enter(page, "/office/organisations")
        search_tree(page, "青禾镇")
        page.locator(f"main a[href$='{scene.organiser.organisation_id}']").click()
        page.locator("main a[href$='/add']").click()
        page.locator("#f-name").fill(name)
        page.locator("#f-level").select_option("unit")
        send(page.locator("main form[method=post]"))
        said(page)
        page.get_by_role("link", name=name).click()
        page.locator("main details.ask-once summary").click()
        send(page.locator("main details.ask-once form"))
        expect(page.locator("main .badge-warning")).to_be_visible()
        send(page.locator("main form[action$='/open']"))
        expect(page.locator("main .badge-warning")).to_have_count(0)


def search_tree(page: Page, typed: str) -> None:
    page.locator("#f-q").fill(typed)
    send(page.locator("main form[role=search]"))
