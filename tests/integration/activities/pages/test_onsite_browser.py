"""The roll without network, in a real browser: the server is gone, and comes back."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import BaseWSGIServer, make_server

from services.activities.operations.prepare_roster import personal_codes
from shared.pages import cookies
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, PATHS
from tests.integration.activities.site import CHIEF, Site

expect.set_options(timeout=15_000)


class Server:
    """The app under http://localhost, which browsers trust with service workers."""

    def __init__(self, app: Flask) -> None:
        self.app, self.port = app, 0
        self.start()

    def start(self) -> None:
        self.server: BaseWSGIServer = make_server("localhost", self.port, self.app, threaded=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def address(self, path: str) -> str:
        return f"http://localhost:{self.port}{path}"


@pytest.fixture
def server(office: Office) -> Iterator[Server]:
    made = Server(office.client.application)
    yield made
    made.stop()


@pytest.fixture
def context(office: Office, chromium: Browser, server: Server) -> Iterator[Any]:
    """An organiser's phone, signed in."""
    made = chromium.new_context(locale="zh-CN", viewport={"width": 390, "height": 800})
    made.set_default_timeout(10_000)
    token = office.bearer(CHIEF, [("organiser", PATHS[COUNTY])])["Authorization"]
    made.add_cookies(
        [
            {
                "name": cookies.SESSION,
                "value": token.removeprefix("Bearer "),
                "url": server.address("/"),
            }
        ]
    )
    yield made
    made.close()


def open_(context: Any, address: str) -> Page:
    """A page whose script must not stumble."""
    page: Page = context.new_page()
    page.on("pageerror", lambda fault: pytest.fail(str(fault)))
    page.goto(address)
    return page


def test_taps_survive_the_outage_and_a_closed_page(
    office: Office, server: Server, context: Any
) -> None:
    site = Site(office, people=4)
    address = server.address(f"/onsite/{site.shift_id}/kept")
    page = open_(context, address)
    page.get_by_role("button", name="保存名单到本机").click()
    expect(page.get_by_text("共 4 人")).to_be_visible()
    expect(page.get_by_text("断网后也能打开")).to_be_visible()
    server.stop()
    page.get_by_role("button", name="签到: 李000").click()
    page.get_by_role("button", name="签到: 李003").click()
    page.get_by_role("button", name="撤销: 李003").click()
    page.close()
    page = open_(context, address)  # out of the service worker
    expect(page.get_by_text("待发送：1")).to_be_visible()
    page.get_by_role("searchbox").fill("李001")
    page.get_by_role("button", name="签到: 李001").click()
    page.get_by_role("searchbox").fill("lichun")
    page.get_by_role("button", name="签到: 李002").click()
    page.get_by_role("button", name="立即发送").click()
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    assert all(row["open"] is None for row in office.rows())
    withdrawn = {"$set": {"status": "withdrawn"}}
    office.store.sign_ups.rows.update_one({"_id": site.sign_up_ids[1]}, withdrawn)
    site.come(site.people[2])
    server.start()
    page.get_by_role("button", name="立即发送").click()
    expect(page.get_by_text("全部已发送")).to_be_visible()
    assert site.row(0)["open"]["by"] == "offline"
    assert site.row(3)["open"] is None
    conflicts = page.locator("[data-conflicts] li")
    expect(conflicts).to_have_count(2)
    expect(conflicts.nth(0)).to_contain_text("已退出")
    expect(conflicts.nth(1)).to_contain_text("扫码")
    for _ in range(2):
        conflicts.nth(0).get_by_role("button", name="知道了").click()
    expect(conflicts).to_have_count(0)


def test_a_scanned_code_is_known_without_network(
    office: Office, server: Server, context: Any
) -> None:
    site = Site(office, people=2)
    page = open_(context, server.address(f"/onsite/{site.shift_id}/kept"))
    page.get_by_role("button", name="保存名单到本机").click()
    expect(page.get_by_text("共 2 人")).to_be_visible()
    today = office.clock.now.astimezone(office.own.zone).date()
    code = personal_codes(office.own).of(site.people[1], today)
    mark = page.evaluate("code => Kept.hash(code)", code)
    roster = page.evaluate("shift => Kept.roster(shift)", site.shift_id)
    assert [person["id"] for person in roster["people"] if mark in person["marks"]] == [
        site.sign_up_ids[1]
    ]
    server.stop()
    for _ in range(2):  # a code held before the camera is seen more than once
        page.evaluate("code => KeptScan.found(code)", code)
        expect(page.get_by_text("已扫：李001")).to_be_visible()
    expect(page.get_by_text("待发送：1")).to_be_visible()
    server.start()
    page.get_by_role("button", name="立即发送").click()
    expect(page.get_by_text("全部已发送")).to_be_visible()
    assert site.row(1)["open"]["by"] == "offline"
    page.evaluate(
        "shift => Kept.taps(shift).map(t => (t.state = 'waiting', Kept.put(shift, t)))",
        site.shift_id,
    )  # as if the answer had been lost on the way
    page.get_by_role("button", name="立即发送").or_(page.locator("[data-do=send]")).first.evaluate(
        "button => button.click()"
    )
    expect(page.get_by_text("全部已发送")).to_be_visible()
    assert site.row(1)["intervals"] == []


def test_one_tap_on_the_roll_changes_one_line(office: Office, server: Server, context: Any) -> None:
    site = Site(office, people=3)
    page = open_(context, server.address(f"/onsite/{site.shift_id}/roll"))
    page.get_by_role("button", name="签到: 李001").click()
    expect(page.get_by_role("button", name="签退: 李001")).to_be_focused()
    expect(page.locator("[data-count=there]")).to_have_text("1")
    assert site.row(1)["open"]["by"] == "roll_call"
    page.get_by_role("searchbox").fill("李002")
    expect(page.locator(".person")).to_have_count(1)
    server.stop()
    page.get_by_role("button", name="签到: 李002").click()
    expect(page.get_by_text("这一下没有记上")).to_be_visible()
    server.start()
    assert site.row(2)["open"] is None


def test_the_screen_shows_the_next_code_without_being_asked(
    office: Office, server: Server, context: Any
) -> None:
    site = Site(office, people=1)
    page = open_(context, server.address(f"/onsite/{site.shift_id}/screen"))
    first = page.locator("[data-digits]").inner_text()
    site.later(seconds=31)
    expect(page.locator("[data-digits]")).not_to_have_text(first)
    site.come(site.people[0])
    expect(page.locator("[data-count=there]")).to_have_text("1")
