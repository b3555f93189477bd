"""What a phone that several people use still holds after one of them signed out."""

import json
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from shared.pages import cookies
from tests.integration.volunteers.conftest import House

SENT, UNSENT = "a" * 24, "b" * 24
KEPT = {
    f"onsite:{SENT}:roster": {"people": [{"name": "王小芳"}]},
    f"onsite:{SENT}:tap:1": {"state": "done"},
    f"onsite:{UNSENT}:roster": {"people": [{"name": "李小明"}]},
    f"onsite:{UNSENT}:tap:2": {"state": "waiting"},
    "device": "0123456789",
}


@pytest.fixture
def phone(house: House, chromium: Browser) -> Iterator[Page]:
    """Signed in, at the page where one signs out."""
    server = make_server("localhost", 0, house.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://localhost:{server.server_port}"
    token = house.signed_in("volunteer")["Authorization"].removeprefix("Bearer ")
    with chromium.new_context(locale="zh-CN") as context:
        context.add_cookies([{"name": cookies.SESSION, "value": token, "url": home}])
        page = context.new_page()
        page.goto(f"{home}/sign-out")
        yield page
    server.shutdown()


def keep(page: Page, names: list[str]) -> None:
    for name in names:
        page.evaluate(
            "([name, told]) => localStorage.setItem(name, told)", [name, json.dumps(KEPT[name])]
        )
    page.reload()


def kept(page: Page) -> set[str]:
    return set(page.evaluate("Object.keys(localStorage)"))


def test_rosters_go_with_who_signs_out_but_nothing_unsent(phone: Page) -> None:
    warning = phone.get_by_text("还没有发送")
    expect(warning).to_be_hidden()
    keep(phone, [name for name in KEPT if UNSENT not in name])
    expect(warning).to_be_hidden()
    keep(phone, [name for name in KEPT if UNSENT in name])
    expect(warning).to_be_visible()
    phone.get_by_role("button", name="退出登录").click()
    expect(phone.locator("h1")).to_have_text("登录")
    assert kept(phone) == {name for name in KEPT if SENT not in name}
