"""Every page of every service, looked at on a phone and on a desk, in both languages and types."""

from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from tests.browser import focus, looking
from tests.browser.addresses import SERVICES, Address, pages_of
from tests.browser.scene import Scene
from tests.browser.scene_play import TABLES
from tests.browser.visits import Heard, Visits, listen, speak
from tests.browser.ways import DESK, PHONE

_TALL = 900
_LARGE = "document.documentElement.classList.toggle('large', {})"


class Round:
    """One browser of each role, going from page to page."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._open: dict[str, tuple[Page, Heard]] = {}

    def browser_of(self, who: str) -> tuple[Page, Heard]:
        if who not in self._open:
            context = self._visits.context_of(who)
            focus.hear_clicks(context)
            page = context.new_page()
            self._open[who] = (page, listen(page, self._visits.scene.url))
        return self._open[who]

    def close(self) -> None:
        for page, _ in self._open.values():
            page.context.close()


@pytest.fixture(scope="module")
def walk(visits: Visits) -> Any:
    found = Round(visits)
    yield found
    found.close()


@pytest.fixture(scope="module")
def data(scene: Scene) -> list[str]:
    """What people have written and is shown as it is in both languages, the longest first."""
    found: set[str] = set()
    databases = scene.theatre.stage.databases
    for service in ("volunteers", "activities", "hours"):
        database = databases.of(service)
        for name in database.list_collection_names():
            for record in database[name].find(limit=200):
                found.update(_texts(record))
    found.add("中文")  # what the language calls itself
    for table in TABLES.values():
        found.update(cell for cell in table.replace("\n", ",").split(",") if cell)
    return sorted(found, key=len, reverse=True)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if looking.is_chinese(value):
            yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            # Both languages of one text of ours: only data counts here.
            if key != "zh":
                yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("service", SERVICES)
def test_every_page(service: str, scene: Scene, walk: Round, data: list[str]) -> None:
    """Chinese: both widths and both types, axe in large type on the phone. English: both widths,
    axe in normal type on the desk; there all of it by keyboard, menus and all, which then stay
    open for the look at the phone."""
    found: list[str] = []
    for address in pages_of(scene, service):
        page, heard = walk.browser_of(address.who)
        seen = [*_in_chinese(page, address, scene), *_in_english(page, address, scene, data)]
        found += [f"{address.path} [{address.rule}] {line}" for line in [*seen, *heard.take()]]
    assert not found, "\n" + "\n".join(found)


def _open(page: Page, address: Address, language: str, width: int, scene: Scene) -> list[str]:
    speak(page.context, scene.url, language)
    page.set_viewport_size({"width": width, "height": _TALL})
    answer: Response | None = page.goto(address.path, wait_until="load")
    assert answer is not None
    if answer.status != 200:
        return [f"answers {answer.status}"]
    return [*looking.headers(answer.headers), *looking.frame(page, language)]


def _in_chinese(page: Page, address: Address, scene: Scene) -> list[str]:
    found = _open(page, address, "zh", PHONE, scene)
    found += [f"(phone) {line}" for line in looking.layout(page)]
    page.evaluate(_LARGE.format("true"))
    found += [f"(phone, large) {line}" for line in [*looking.layout(page), *looking.axe(page)]]
    page.set_viewport_size({"width": DESK, "height": _TALL})
    found += [f"(desk, large) {line}" for line in looking.layout(page)]
    page.evaluate(_LARGE.format("false"))
    return found + [f"(desk) {line}" for line in looking.layout(page)]


def _in_english(page: Page, address: Address, scene: Scene, data: list[str]) -> list[str]:
    found = _open(page, address, "en", DESK, scene)
    found += looking.chinese(page, data)
    found += [f"(desk) {line}" for line in [*looking.layout(page), *looking.axe(page)]]
    found += [f"(by keyboard) {line}" for line in focus.by_keyboard(page)]
    page.set_viewport_size({"width": PHONE, "height": _TALL})
    return [f"(en) {line}" for line in [*found, *looking.layout(page)]]


def test_each_choice_is_kept_from_page_to_page(visits: Visits) -> None:
    """Large type and language by the links on top, as everybody finds them."""
    with visits.opened("volunteer", language="zh") as page:
        page.context.clear_cookies(name="language")
        page.context.clear_cookies(name="size")
        page.goto("/")
        page.get_by_role("link", name="长辈版", exact=True).first.click()
        page.get_by_role("link", name="English").first.click()
        page.get_by_role("link", name="My hours").click()
        root = page.locator("html")
        assert root.get_attribute("lang") == "en"
        assert "large" in (root.get_attribute("class") or "")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20


def test_a_page_that_is_not_there_and_one_that_is_not_ours_say_so(visits: Visits) -> None:
    with visits.opened("volunteer") as page:
        for path, status in (("/activities/000000000000000000000000", 404), ("/office", 403)):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == status
            assert looking.frame(page, "zh") == []
            assert looking.axe(page) == []


def test_what_nginx_says_itself_is_a_page_as_the_others(visits: Visits) -> None:
    """Both languages on one page: nobody is there who knows which."""
    for width in (PHONE, DESK):
        with visits.opened(width=width) as page:
            page.goto("/?size=large")
            answer = page.goto("/there/is/no/such/page")
            assert answer is not None
            assert answer.status == 404
            seen = [*looking.headers(answer.headers), *looking.frame(page, "zh")]
            assert [*seen, *looking.axe(page), *looking.layout(page)] == []
            assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
