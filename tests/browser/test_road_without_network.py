"""The roll where there is no network: taken along beforehand, kept on the phone, sent once."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from deploy.local.keys import keys_of
from services.activities.domain.personal_codes import PersonalCodes
from tests.browser.organising import go_on_site, held, seen_well
from tests.browser.scene import Person, Plain, Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way

_ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.needs_script
def test_taps_and_codes_without_network_arrive_once(visits: Visits, scene: Scene, way: Way) -> None:
    """One is tapped in, one shows her code, a guest hers, a number nobody has is typed; the page is
    closed in between and the first answer lost. What cannot count is shown, and asked again."""
    title, here, guest = f"断网点名 {way}", scene.newcomer(), scene.newcomer()
    tapped, coded = scene.newcomer(), scene.newcomer()
    activity, rows, _ = held(scene, title, tapped, coded, here)
    shift_id = activity["shifts"][0]["shift_id"]
    with visits.by(way, "organiser") as page:
        _take_along(page, title, shift_id)
        page.context.set_offline(True)
        for one in (tapped, here):
            _person(page, one).get_by_role("button").click()
        page.reload()  # the battery ran low, the page was closed
        count = page.locator("[data-count]")
        expect(count).to_contain_text("2")
        _show_codes(page, way, code_of(scene, coded), code_of(scene, guest))
        _type(page, "KH00000000")
        page.locator("[data-people]").get_by_role("button").last.click()
        expect(count).to_contain_text("5")
        seen_well(page)
        scene.call(activity, "in", rows[2:])  # meanwhile somebody else called her
        page.route("**/sync", _lose_the_answer, times=1)
        page.context.set_offline(False)
        expect(page.locator("[data-trouble]")).to_be_visible()
        page.locator("[data-do=send]").click()
        expect(count).to_contain_text(way.say("全部已发送", "All are sent"))
        _look_at_conflicts(page, way, here)
        seen_well(page)
    _each_counted_once(scene, shift_id, {one.volunteer_id for one in (tapped, coded, here, guest)})


def _take_along(page: Page, title: str, shift_id: str) -> None:
    """While there is network: the names, and the page itself."""
    go_on_site(page, title)
    page.locator(f"main a[href='/onsite/{shift_id}/kept']").click()
    page.locator("[data-do=prepare]").click()
    expect(page.locator("[data-people] .person")).to_have_count(3)
    expect(page.locator("[data-page]")).not_to_be_empty()
    seen_well(page)


def _show_codes(page: Page, way: Way, known: str, strange: str) -> None:
    """A hand scanner types them; the same one twice is one. The guest's is on no roster."""
    for _ in range(2):
        _type(page, known)
        expect(page.locator("[data-scanned]")).to_contain_text(way.say("已扫", "Scanned"))
    _type(page, strange)
    page.locator("[data-scanned] button").click()


def _look_at_conflicts(page: Page, way: Way, here: Person) -> None:
    """One stands there already, one number is nobody's: sent again, it is refused again."""
    found = page.locator("[data-conflicts] li")
    expect(found).to_have_count(2)
    expect(found.filter(has_text=here.name)).to_have_count(1)
    wrong = found.filter(has_text="KH00000000")
    expect(wrong.locator(".wrong")).not_to_be_empty()
    again = way.say("再发一次", "Send again")
    with page.expect_response("**/sync"):
        wrong.get_by_role("button", name=again).click()
    expect(wrong.get_by_role("button", name=again)).to_be_visible()
    for left in (1, 0):
        found.first.get_by_role("button", name=way.say("知道了", "All right")).click()
        expect(found).to_have_count(left)


def _each_counted_once(scene: Scene, shift_id: str, who: set[str]) -> None:
    roster = scene.get(f"rosters?shift_id={shift_id}", scene.organiser)["items"]
    assert {row["volunteer_id"] for row in roster if row["present"]} == who
    found = scene.theatre.stage.databases.activities["sign_ups"].find({"shift_id": shift_id})
    inside: list[Plain] = list(found)
    assert len(inside) == len(who)
    assert all(not row["intervals"] for row in inside)


def _person(page: Page, who: Person) -> Locator:
    return page.locator("[data-people] .person").filter(has_text=who.number)


def _type(page: Page, text: str) -> None:
    page.locator("#kept-q").fill("")
    page.locator("#kept-q").press_sequentially(text)


def code_of(scene: Scene, person: Person) -> str:
    """What her page shows as a QR today."""
    secret = keys_of(scene.theatre.stack.folder)["CODE_SECRET"].encode()
    now: datetime = scene.clock.now()
    return PersonalCodes(secret, _ZONE).of(person.volunteer_id, now.astimezone(_ZONE).date())


def _lose_the_answer(route: Route) -> None:
    """The server hears the phone, the phone does not hear the server."""
    route.fetch()
    route.abort()
