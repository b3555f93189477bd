"""From registering to leaving: her own record, what she agreed to, who looked, the large type."""

import re
from datetime import date
from random import Random

from playwright.sync_api import Page, expect

from deploy.demo.people import identity_number
from tests.browser import looking
from tests.browser.scene import PASSWORD, Plain, Scene
from tests.browser.visits import Visits, search
from tests.browser.ways import EVERY, Way

_ROAD = ("/activities", "/my/shifts", "/c", "/hours", "/messages", "/me")


def test_from_registering_to_leaving(visits: Visits, scene: Scene, way: Way) -> None:
    """One page to register, which keeps what was typed; the large type, which stays; an activity
    leads through the sign-in and a new statement back to itself; who looked; the way out."""
    name, phone = f"何{'甲乙丙丁戊己庚辛'[EVERY.index(way)]}梅", f"139157600{EVERY.index(way):02d}"
    with visits.by(way) as page:
        page.goto("/")
        page.locator("header a[href^='/sign-in']").click()
        page.locator("main a[href='/register']").click()
        register(page, name, phone)
        expect(page.get_by_role("status").first).to_contain_text(name)
        enlarge(page, way)
        sign_out(page, way)
        expect(page.locator("html")).to_have_class("large")
        her = one_with(scene, name)
        agreed_before(scene, her)
        scene.get(f"volunteers/{her['_id']}", scene.coordinator)
        come_back(page, scene, phone)
        who_looked(page, scene, her)
        leave(page)
        sign_in(page, phone)
        expect(page.locator("main form")).to_be_visible()
        expect(page.locator("main [role=alert], main .wrong").first).to_be_visible()
    assert one_with(scene, name)["status"] == "left"


def register(page: Page, name: str, phone: str) -> None:
    """Only what must not lie about on a page, document and passwords, is typed again."""
    page.locator("#f-name").fill(name)
    page.locator("#f-phone").fill(phone)
    page.locator("#f-organisation_id").select_option(index=3)
    page.locator("#f-consent_version").check()
    assert looking.layout(page) == []
    secrets(page, phone, "something else")
    expect(page.locator("#e-password_again")).to_be_visible()
    expect(page.locator("#f-name")).to_have_value(name)
    secrets(page, phone, PASSWORD)


def secrets(page: Page, phone: str, again: str) -> None:
    document = identity_number("330603", date(1972, 5, 6), "female", Random(phone))
    page.locator("[id='f-identity.number']").fill(document)
    page.locator("#f-password").fill(PASSWORD)
    page.locator("#f-password_again").fill(again)
    page.locator("main form button[type=submit]").last.click()


def enlarge(page: Page, way: Way) -> None:
    """By the link on top of each page; every page of the road has it then, and fits."""
    page.get_by_role("link", name=way.say("长辈版", "Large type"), exact=True).click()
    for path in _ROAD:
        page.goto(path)
        expect(page.locator("html")).to_have_class("large")
        assert looking.layout(page) == [], path
    [kept] = [one for one in page.context.cookies() if one["name"] == "size"]
    assert kept["value"] == "large"
    assert kept["expires"] > 0  # remembered when the browser is closed


def sign_out(page: Page, way: Way) -> None:
    page.locator("main a[href='/sign-out']").click()
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text(way.say("登录", "Sign in"))
    page.goto("/hours")
    expect(page.locator("#f-password")).to_be_visible()


def one_with(scene: Scene, name: str) -> Plain:
    found = scene.theatre.stage.databases.volunteers["people"].find_one({"name": name})
    assert found is not None
    return found


def agreed_before(scene: Scene, her: Plain) -> None:
    """As if she had agreed to an earlier statement."""
    people = scene.theatre.stage.databases.volunteers["people"]
    people.update_one({"_id": her["_id"]}, {"$set": {"consents.0.version": "0"}})


def sign_in(page: Page, phone: str, password: str = PASSWORD) -> None:
    page.locator("main [name=phone]").fill(phone)
    page.locator("main [name=password]").fill(password)
    page.locator("main form button").click()


def come_back(page: Page, scene: Scene, phone: str) -> None:
    """Who is not signed in comes back to the activity she wanted, by the new statement."""
    address = f"/activities/{scene.known['activity_id']}"
    page.goto("/activities")
    search(page, "环湖清洁")
    page.locator(f"main a[href='{address}']").click()
    page.locator(f"main a[href='/sign-in?next={address}']").first.click()
    sign_in(page, phone, "not this one")
    expect(page.locator("main [name=phone]")).to_have_value(phone)
    sign_in(page, phone)
    expect(page).to_have_url(re.compile(rf"/me/consent\?next={address}$"))
    assert looking.layout(page) == []
    page.get_by_role("checkbox").check()
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(f"{address}$"))


def who_looked(page: Page, scene: Scene, her: Plain) -> None:
    """Her record, both statements, and the coordinator who looked at it."""
    page.locator("header a[href='/me']").click()
    expect(page.locator("main dl.facts").first).to_contain_text(her["number"])
    expect(page.locator("#consents + ul > li")).to_have_count(2)
    page.locator("main a[href='/me/accesses']").click()
    expect(page.locator("main table tbody tr").first).to_contain_text(scene.coordinator.name)
    assert looking.layout(page) == []
    page.locator(".way-back a").click()


def leave(page: Page) -> None:
    """What follows stands there before the button."""
    page.locator("main a[href='/me/leave']").click()
    assert looking.layout(page) == []
    expect(page.locator("main a[href='/my/certificates']")).to_be_visible()
    page.locator("main form button.btn-danger").click()
    page.goto("/me")
    expect(page.locator("main [name=password]")).to_be_visible()
