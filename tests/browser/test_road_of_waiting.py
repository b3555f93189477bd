"""A full shift: a place on the waitlist, the calendar that follows, moving up, giving back."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from icalendar import Calendar
from playwright.sync_api import Page, expect

from deploy.demo.waiting import wait_for
from tests.browser import looking
from tests.browser.scene import Plain, Scene
from tests.browser.visits import Visits, search, until
from tests.browser.ways import EVERY, Way


def full(scene: Scene, way: Way) -> Plain:
    """An activity with one place, which is taken by somebody; each way's on a day of its own."""
    begins, hour = timedelta(days=30 + EVERY.index(way)), timedelta(hours=1)
    start = scene.clock.now() + begins
    shift = {"start": start.isoformat(), "end": (start + hour).isoformat()}
    role = {"name": "队员", "places": 1}
    return scene.publish(
        f"候补 {way}", begins=begins, lasts=hour, shifts=[shift | {"roles": [role]}]
    )


def test_who_waits_moves_up_and_may_give_it_back(visits: Visits, scene: Scene, way: Way) -> None:
    """From the list to the queue; the place comes by itself when somebody withdraws, and a message
    says so; the calendar has it each time, also the new time of a moved shift."""
    activity, her = full(scene, way), scene.newcomer()
    [taken] = scene.sign_up(activity, scene.people["helper"])
    with visits.by(way, her) as page:
        page.goto("/")
        page.locator("main a[href='/activities']").first.click()
        search_for(page, activity["title"])
        page.get_by_role("button", name=way.say("排队候补", "Join the waitlist")).click()
        badge = page.locator("main .badge").first
        expect(badge).to_have_text(way.say("候补中", "On the waitlist"))
        expect(page.locator("main")).to_contain_text(way.say("第 1 位", "number 1 in"))
        assert looking.layout(page) == []
        shift_page = page.url
        feed = subscribe(page)
        assert event(feed, activity)["STATUS"] == "TENTATIVE"
        scene.post(f"sign-ups/{taken['sign_up_id']}/withdraw", None, scene.people["helper"])
        until(page, shift_page, way.say("已录取", "You have a place"))
        assert event(feed, activity)["STATUS"] == "CONFIRMED"
        read_about(page, activity)
        before = event(feed, activity)
        start = moved_by(scene, activity, timedelta(minutes=90))
        wait_for(lambda: event(feed, activity)["DTSTART"].dt == start, "the moved entry")
        after = event(feed, activity)
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        give_back(page, shift_page, way)
        assert event(feed, activity)["STATUS"] == "CANCELLED"


def search_for(page: Page, title: str) -> None:
    search(page, title)
    page.get_by_role("link", name=title, exact=True).click()


def subscribe(page: Page) -> str:
    """The address of her calendar, as she copies it."""
    page.get_by_role("navigation").locator("a[href='/my/shifts']").first.click()
    page.locator("main a[href='/my/shifts/calendar']").click()
    assert looking.layout(page) == []
    address = page.locator("textarea#address").input_value()
    link = page.locator("main a[href^='webcal:']").get_attribute("href")
    assert str(link).partition(":")[2] == address.partition(":")[2]
    return address


def event(feed: str, activity: Plain) -> Any:
    """The entry of the activity, as a calendar gets it: without a sign-in."""
    answer = requests.get(feed, timeout=20)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    file: Any = Calendar.from_ical(answer.content)
    [zone] = file.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Shanghai"
    [found] = [one for one in file.walk("VEVENT") if activity["title"] in one["SUMMARY"]]
    assert found["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert found["DTSTART"].dt.utcoffset() == timedelta(hours=8)
    return found


def moved_by(scene: Scene, activity: Plain, delta: timedelta) -> datetime:
    """The organiser moves the shift; its new start, in whole seconds as calendars have it."""
    path = f"/api/v1/activities/{activity['activity_id']}"
    now = scene.client.get(path, scene.organiser.token)
    [shift] = now["shifts"]
    for edge in ("start", "end"):
        shift[edge] = (datetime.fromisoformat(shift[edge]) + delta).isoformat()
    asked = {name: shift[name] for name in ("shift_id", "start", "end")}
    asked["roles"] = [
        {name: role[name] for name in ("role_id", "name", "places")} for role in shift["roles"]
    ]
    seen = {"If-Match": f'"{now["revision"]}"'}
    scene.client.must("PATCH", path, {"shifts": [asked]}, token=scene.organiser.token, headers=seen)
    return datetime.fromisoformat(shift["start"]).replace(microsecond=0)


def read_about(page: Page, activity: Plain) -> None:
    """The message is new, is counted, leads to her shift, and is read then."""
    until(page, "/messages", activity["title"])
    assert looking.layout(page) == []
    page.goto("/messages?unread=true")
    messages = page.locator("main ul.stack > li")
    before = messages.count()
    messages.filter(has_text=activity["title"]).first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(activity["title"])
    expect(page.locator("main a.btn-primary").first).to_be_visible()
    page.goto("/messages?unread=true")
    expect(messages).to_have_count(before - 1)


def give_back(page: Page, shift_page: str, way: Way) -> None:
    page.goto("/")
    page.get_by_role("navigation").locator("a[href='/my/shifts']").first.click()
    page.locator(f"main h2 a[href='{urlsplit(shift_page).path}']").click()
    page.locator("summary", has_text=way.say("退出报名", "Give it back")).click()
    page.get_by_role("button", name=way.say("确定退出", "Yes, give it back")).click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("main .badge").first).to_have_text(way.say("已退出", "Given back"))
