"""On the square: the screen that changes by itself, the roll, and who comes without a sign-up."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect
from pypinyin import lazy_pinyin

from tests.browser.organising import go_on_site, held, seen_well
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way

_LIFE = 30  # seconds a code lives


def test_the_screen_changes_by_itself_and_counts(visits: Visits, scene: Scene, way: Way) -> None:
    """QR, six digits and count follow the server, in the open page: by a script, else by loading
    itself anew."""
    title = f"大屏 {way}"
    activity, _, (person, _) = held(scene, title)
    shift_id = activity["shifts"][0]["shift_id"]
    with visits.by(way, "organiser") as page:
        go_on_site(page, title)
        _be_near_the_next_code(scene)
        page.locator(f"main a[href='/onsite/{shift_id}/screen']").click()
        digits, picture = page.locator("[data-digits]"), page.locator("[data-picture]")
        first, drawn = digits.inner_text(), picture.get_attribute("src")
        assert re.fullmatch(r"\d{3} \d{3}", first)
        expect(page.locator("[data-count=there]")).to_have_text("0")
        scene.post("check-ins", {"shift_id": shift_id, "digits": first}, person)
        expect(digits).not_to_have_text(first, timeout=40_000)  # a slow start waits a whole life
        expect(picture).not_to_have_attribute("src", str(drawn))
        expect(page.locator("[data-count=there]")).to_have_text("1")
        assert picture.evaluate("(one) => one.complete && one.naturalWidth > 0")
        seen_well(page)
        _fill_the_screen(page, way)
        page.locator(f"main a[href='/onsite/{shift_id}']").click()
        expect(page.locator("#square [data-count=there]")).to_have_text("1")


def _be_near_the_next_code(scene: Scene) -> None:
    """Three seconds before it: nobody has to wait half a minute."""
    left = _LIFE - scene.clock.now().timestamp() % _LIFE
    scene.pass_by(seconds=(left - 3) % _LIFE)


def _fill_the_screen(page: Page, way: Way) -> None:
    """By a button, where there is a script; it and the address are all that is left of the page."""
    assert page.get_by_role("navigation").count() == 0
    button = page.locator("[data-full]")
    if not way.script:
        expect(button).to_be_hidden()
        return
    button.click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    button.click()
    page.wait_for_function("() => document.fullscreenElement === null")


def test_the_roll_and_who_comes_without_a_sign_up(visits: Visits, scene: Scene, way: Way) -> None:
    """Found by pinyin, tapped in, taken back, tapped in and out; a walk-in beyond the places."""
    title = f"点名 {way}"
    roles = [{"name": "队员", "places": 2}]
    start = scene.clock.now() + timedelta(minutes=10)
    shift = {"start": start.isoformat(), "end": (start + timedelta(hours=2)).isoformat()}
    activity, rows, (one, _) = held(scene, title, shifts=[shift | {"roles": roles}])
    shift_id, guest = activity["shifts"][0]["shift_id"], scene.newcomer()
    line = f"#p-{rows[0]['sign_up_id']}"
    with visits.by(way, "organiser") as page:
        go_on_site(page, title)
        seen_well(page)
        page.locator(f"main a[href='/onsite/{shift_id}/roll']").click()
        expect(page.locator(".person")).to_have_count(2)
        look_for(page, "".join(lazy_pinyin(one.name)), way)
        expect(page.locator(".person")).to_have_count(1)
        there = way.say("在场", "there")
        for label, badge in (("in", True), ("undo", False), ("in", True)):
            tap(page, line, label, way)
            badges = page.locator(line).get_by_text(there, exact=True)
            expect(badges).to_have_count(int(badge))
        seen_well(page)
        tap(page, line, "out", way)
        expect(page.locator(line)).to_contain_text(way.say("已签退", "out"))
        look_for(page, guest.number, way)
        page.locator("#people a[href*='/walk-in?q=']").click()
        name = way.say("登记并签到", "Enter and check in")
        page.get_by_role("button", name=name).click()
        seen_well(page)
        page.get_by_role("button", name=way.say("超员登记并签到", "Enter beyond")).click()
        expect(page.get_by_role("status").first).to_contain_text(guest.name)
        page.locator(".way-back a").click()
        look_for(page, guest.number, way)
        expect(page.locator(".person .badge-success")).to_be_visible()
    roster = scene.get(f"rosters?shift_id={shift_id}", scene.organiser)["items"]
    assert len([row for row in roster if row["present"]]) == 1
    assert len([row for row in roster if row["attendances"]]) == 2


def look_for(page: Page, text: str, way: Way) -> None:
    """With a script typing is enough."""
    page.locator("#q").fill(text)
    if not way.script:
        page.locator("form[role=search] button").click()


def tap(page: Page, line: str, action: str, way: Way) -> None:
    """The button of her line; each is as large as a thumb."""
    words = {
        "in": way.say("签到", "In"), "out": way.say("签退", "Out"), "undo": way.say("撤销", "Undo"),
    }  # fmt: skip
    button = page.locator(line).get_by_role("button", name=re.compile(f"^{words[action]}:"))
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    button.click()
