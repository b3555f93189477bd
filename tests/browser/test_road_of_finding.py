"""Finding something to do: by the doors of the front page, by words and filters, list and month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.scene import ZONE, Scene
from tests.browser.visits import Visits, search
from tests.browser.ways import DESK, Way

_KIND = "健步走"
_LATER = timedelta(days=17)
NEAR, LATER, FULL, FAR = "桂花巷清扫", "桂花巷巡逻", "桂花巷满员", "桂花巷县里"


@dataclass(frozen=True, slots=True)
class Programme:
    """Four activities: ``NEAR`` begins at ``start``, is of a kind of its own and has places; the
    next is of a later week, the third is full, the last is held by the county."""

    start: datetime
    ids: dict[str, str]


@pytest.fixture(scope="module")
def programme(scene: Scene) -> Programme:
    hour, start = timedelta(hours=1), scene.clock.now() + timedelta(hours=2)
    near = scene.publish(NEAR, begins=2 * hour, lasts=hour, kind=_KIND)
    later = scene.publish(LATER, begins=2 * hour + _LATER, lasts=hour)
    one = {"start": start.isoformat(), "end": (start + hour).isoformat()}
    shifts = [one | {"roles": [{"name": "队员", "places": 1}]}]
    full = scene.publish(FULL, begins=2 * hour, lasts=hour, shifts=shifts)
    scene.sign_up(full, scene.newcomer())
    body = {
        "title": FAR, "kind": "助老", "description": "县里统一组织。", "risks": "无特殊风险",
        "address": "县城广场", "organisation_id": scene.coordinator.organisation_id,
        "shifts": [one | {"roles": [{"name": "队员", "places": 9}]}],
    }  # fmt: skip
    far = scene.post("activities", body, scene.coordinator)["activity_id"]
    scene.post(f"activities/{far}/publish", None, scene.coordinator)
    made = {NEAR: near, LATER: later, FULL: full}
    ids = {title: str(one["activity_id"]) for title, one in made.items()}
    return Programme(start, ids | {FAR: str(far)})


def found(page: Page, programme: Programme) -> set[str]:
    """Which of the four stand on the page."""
    links = programme.ids.items()
    return {
        title
        for title, one in links
        if page.locator(f"main a[href='/activities/{one}']:visible").count()
    }


def test_what_is_on_is_found_from_the_front_page(
    visits: Visits, scene: Scene, programme: Programme, way: Way
) -> None:
    """This week, near me, with places, of a kind; then characters, pinyin and initials, a word
    that nothing has, and the month; in the end what one has to know beforehand."""
    this_week = same_week(programme.start, scene.clock.now())
    doors = {
        "when=week": {NEAR, FULL, FAR} if this_week else set(),
        "near=1": {NEAR, LATER, FULL},
        "free=1": {NEAR, LATER, FAR},
        f"kind={quote(_KIND)}": {NEAR},
    }
    with visits.by(way, "volunteer") as page:
        for door, wanted in doors.items():
            page.goto("/")
            page.locator(f"main nav a[href='/activities?{door}']").click()
            assert narrowed(page, programme) == wanted, door
        assert looking.layout(page) == []
        page.locator("main a[href='/activities']", has_text=way.say("清除", "Clear")).click()
        for typed in ("桂花巷清扫", "guihuaxiangqingsao", "ghxqs"):
            search(page, typed)
            assert found(page, programme) == {NEAR}, typed
        search(page, "没有这样的活动")
        expect(page.locator("main .empty a[href='/activities']")).to_be_visible()
        page.locator("main form a[href='/calendar']").click()
        month(page, programme, way)
        facts = page.locator("main dl.facts").first
        expect(facts).to_contain_text("湖边路滑，请穿防滑鞋。")
        expect(facts).to_contain_text("手套、饮用水")
        assert looking.layout(page) == []


def same_week(one: datetime, other: datetime) -> bool:
    return one.astimezone(ZONE).isocalendar()[:2] == other.astimezone(ZONE).isocalendar()[:2]


def narrowed(page: Page, programme: Programme) -> set[str]:
    """The filter stays while words are typed: our four alone."""
    search(page, "桂花巷")
    return found(page, programme)


def month(page: Page, programme: Programme, way: Way) -> None:
    """To the month of the later one, on whose day is nothing else, and by its entry to the
    activity: a table on a desk, days on a phone."""
    wanted = f"{(programme.start + _LATER).astimezone(ZONE):%Y-%m}"
    after = page.locator("main nav a[rel=next]")
    if wanted in str(after.get_attribute("href")):
        after.click()
    assert looking.layout(page) == []
    assert page.locator("main table.month").is_visible() == (way.width == DESK)
    page.locator(f"main a[href='/activities/{programme.ids[LATER]}']:visible").first.click()
    expect(page.locator("h1")).to_have_text(LATER)
