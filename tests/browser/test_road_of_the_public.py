"""What anybody may look at: what is on, the counts, honours, the check of a certificate."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.office import send
from tests.browser.scene import Scene
from tests.browser.visits import Visits, search
from tests.browser.ways import EVERY, Way


def test_what_is_on_and_what_was_done(visits: Visits, scene: Scene, way: Way) -> None:
    """From the front page, by clicks: an activity, the month, the figures, teams and honours.
    None of these pages names anybody."""
    title = f"河堤植树第{EVERY.index(way)}场"
    first = timedelta(minutes=3)  # the next of all, or the front page may be full without it
    scene.publish(title, begins=first, lasts=timedelta(hours=1))
    day = f"{scene.clock.now() + timedelta(hours=8) + first:%Y-%m-%d}"
    with visits.by(way) as page:
        page.goto("/")
        nothing_personal(page, scene)
        page.get_by_role("link", name=title).click()
        expect(page.locator("h1")).to_have_text(title)
        nothing_personal(page, scene)
        page.locator("footer a[href='/activities']").click()
        search(page, title)
        expect(page.get_by_role("link", name=title)).to_be_visible()
        nothing_personal(page, scene)
        page.locator("nav a[href='/calendar']").first.click()
        more = page.locator(f"main a[href='/activities?when={day}']:visible")
        if more.count():  # a crowded day shows its first three
            more.click()
        expect(page.get_by_role("link", name=title)).to_be_visible()
        nothing_personal(page, scene)
        page.locator("nav a[href='/public']").first.click()
        served = page.locator("dl.figures dd").first
        expect(served).to_have_text(
            page.locator("table.bars tr", has_text=day[:7])
            .locator(".figure")
            .inner_text()
            .split(" · ")[0]
        )
        page.locator("main summary").click()
        expect(page.locator("main details")).to_contain_text("青禾巾帼志愿服务队")
        honour = page.locator("main tbody tr", has_text="优秀志愿者")
        expect(honour.locator(".number")).to_have_text("1")
        nothing_personal(page, scene)


def nothing_personal(page: Page, scene: Scene) -> None:
    """No name, number or phone of anybody; the page fits."""
    text = page.content()
    people = [one for role, one in scene.people.items() if role != "organiser"]
    assert not [one.name for one in people if one.name in text], page.url
    assert not [one.name for one in scene.people.values() if one.number in text], page.url
    assert not [one.name for one in scene.people.values() if one.phone in text], page.url
    assert looking.layout(page) == []


def test_a_certificate_is_checked_by_what_is_printed_on_it(
    visits: Visits, scene: Scene, way: Way
) -> None:
    """Number and code as typed from the paper; with a wrong code nothing of it is shown."""
    number, code = scene.known["certificate_number"], scene.known["certificate_code"]
    holder = scene.people["volunteer"]
    with visits.by(way) as page:
        page.goto("/")
        page.locator("nav a[href='/certificates/']").click()
        typed(page, number, f"{code[:-1]}{'B' if code.endswith('A') else 'A'}")
        expect(page.locator("main .alert-danger")).to_contain_text(
            way.say("查无此证明", "No such certificate")
        )
        assert holder.name not in page.content()
        assert looking.layout(page) == []
        typed(page, number.lower(), code.lower())
        expect(page.locator("main .alert-success")).to_contain_text(way.say("有效", "Valid"))
        expect(page.locator("main dl.facts")).to_contain_text(holder.name)
        assert looking.layout(page) == []


def typed(page: Page, number: str, code: str) -> None:
    page.locator("#f-number").fill(number)
    page.locator("#f-c").fill(code)
    send(page.locator("main form"))
