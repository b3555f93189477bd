"""What a page costs a volunteer's data plan: bytes over the wire, headers and all."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.scene import Scene
from tests.browser.visits import Visits

FIRST, AGAIN = 80 * 1024, 20 * 1024
PAGES = ("/", "/activities", "/my/shifts", "/c", "/hours", "/messages", "/me", "{activity}")


class Scales:
    """Counts what chromium says it received (CDP, Network.loadingFinished)."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def weigh(self, page: Page, path: str) -> int:
        """Bytes until nothing more comes."""
        self.bytes = 0
        page.goto(path, wait_until="networkidle")
        return self.bytes


@pytest.mark.parametrize("path", PAGES)
def test_a_first_and_a_second_look(visits: Visits, scene: Scene, path: str) -> None:
    address = path.format(activity=f"/activities/{scene.known['activity_id']}")
    with visits.opened("volunteer") as page:
        scales = Scales(page)
        first = scales.weigh(page, address)
        again = scales.weigh(page, address)
    print(f"{path}: {first:,} bytes first, {again:,} again")  # noqa: T201
    assert 1000 < first <= FIRST
    assert 500 < again <= AGAIN
