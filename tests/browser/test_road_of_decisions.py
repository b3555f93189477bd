"""A coordinator before her deadline: the start page, what waits there, and deciding it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from deploy.demo.waiting import wait_for
from tests.browser import looking
from tests.browser.office import said, send, start
from tests.browser.scene import Person, Plain, Scene
from tests.browser.scene_play import in_notice, picture
from tests.browser.visits import Visits
from tests.browser.ways import Way, walks_with

REASON = "已逐项核对，情况属实。"
LONG = "approvals"


@dataclass(frozen=True, slots=True)
class Matters:
    """What waits about ``her``: the four things of one walk. ``journal_id``: the hours objected
    to, which the finding is about, too."""

    her: Person
    journal_id: str
    back_entry_id: str
    objection_id: str
    finding_id: str


@pytest.fixture(scope="module")
def matters(scene: Scene, request: pytest.FixtureRequest) -> dict[Way, Matters]:
    """Made for all walks at once: the hour passes once, the detectors look once."""
    held = {way: _attended(scene, way) for way in walks_with("matters", request)}
    scene.pass_by(minutes=65)  # longer than the one hour of the day that is no night
    for activity, rows, _ in held.values():
        scene.call(activity, "out", rows)
    lines = {way: _line(scene, her) for way, (_, _, her) in held.items()}
    entries = {way: _late_record(scene, her) for way, (_, _, her) in held.items()}
    scene.theatre.stack.run_beside("hours", "tests.browser.look_now")
    found = scene.get("findings?limit=200", scene.coordinator)["items"]
    return {
        way: Matters(
            her,
            lines[way],
            entries[way],
            _objection(scene, lines[way]),
            next(one["finding_id"] for one in found if _about(one, activity)),
        )
        for way, (activity, _, her) in held.items()
    }


def _attended(scene: Scene, way: Way) -> tuple[Plain, list[Plain], Person]:
    """She has come; nobody has called her out."""
    her = scene.newcomer()
    activity = scene.publish(
        f"河道巡查 {way}", begins=timedelta(minutes=10), lasts=timedelta(hours=2)
    )
    rows = scene.sign_up(activity, her)
    scene.call(activity, "in", rows)
    return activity, rows, her


def _line(scene: Scene, her: Person) -> str:
    """Her hours, once they stand in public notice."""
    statement = "hours/me/statement"
    wait_for(lambda: bool(scene.get(statement, her)["items"]), "her hours")
    line = str(scene.get(statement, her)["items"][0]["journal_id"])
    wait_for(lambda: in_notice(scene, line), "the public notice")
    return line


def _objection(scene: Scene, journal_id: str) -> str:
    body = {"journal_id": journal_id, "reason": "那天巡查没有见到她"}
    return str(scene.post("objections", body, scene.people["late"])["objection_id"])


def _late_record(scene: Scene, her: Person) -> str:
    """Nine hours she forgot to check in for, with the proof; over the limit of a day."""
    over = scene.get(f"activities/{scene.known['over_id']}", scene.organiser)["shifts"][0]
    entry = {
        "shift_id": over["shift_id"],
        "volunteer_id": her.volunteer_id,
        "check_in_at": over["start"],
        "check_out_at": over["end"],
        "reason": "全天陪伴，忘记签到",
    }
    key = str(scene.post("back-entries", entry, scene.organiser)["back_entry_id"])
    proof = ("proof.png", picture(), "image/png")
    path = f"/api/v1/back-entries/{key}/proof"
    scene.client.upload(path, proof, token=scene.organiser.token, key=f"proof {key}")
    return key


def _about(finding: Plain, activity: Plain) -> bool:
    return bool(activity["title"] in finding["explanation"]["zh"])


def waiting(page: Page, kind: str) -> int:
    """How many of a kind the start page says are waiting."""
    number = page.locator(f"main a.btn[href='/office/{kind}'] strong")
    return int(number.inner_text()) if number.count() else 0


def to_one(page: Page, kind: str, key: str) -> None:
    """From the start page to the list of a kind, and to one of them."""
    page.locator(f"main a.btn[href='/office/{kind}']").click()
    page.locator(f"main li a[href^='/office/{kind}/{key}']").click()
    assert looking.layout(page) == []


def is_decided(page: Page, kind: str, before: int) -> None:
    """It is said so; on the start page one less waits."""
    said(page)
    start(page)
    assert waiting(page, kind) == before - 1


def attendances(page: Page) -> int:
    """The number above the pictures."""
    return int(page.locator("dl.figures dd").last.inner_text().replace(",", ""))


def test_a_late_record_and_then_the_long_day_it_makes(
    visits: Visits, scene: Scene, matters: dict[Way, Matters], way: Way
) -> None:
    """Three people: one filed it, another decides it, and the long day is not hers to decide.
    What counts shows in the pictures at once."""
    mine = matters[way]
    with visits.by(way, "organiser") as page:
        page.goto(f"/office/back-entries/{mine.back_entry_id}")
        assert page.locator("main .btn-success").count() == 0
    with visits.by(way, "coordinator") as page:
        page.goto("/")
        start(page)
        assert looking.layout(page) == []
        late, counted, long = waiting(page, "back-entries"), attendances(page), waiting(page, LONG)
        to_one(page, "back-entries", mine.back_entry_id)
        expect(page.locator("main")).to_contain_text("全天陪伴，忘记签到")
        expect(page.locator("main a[href$='/proof'], main img").first).to_be_visible()
        page.locator("main .btn-success").click()
        is_decided(page, "back-entries", late)
        wait_for(lambda: minutes_of(scene, mine.her) == 480, "the hours of eight")
        start(page)
        assert (attendances(page), waiting(page, LONG)) == (counted + 1, long)
    with visits.by(way, "administrator") as page:
        page.goto("/")
        start(page)
        long = waiting(page, LONG)
        to_one(page, LONG, mine.her.volunteer_id)
        page.locator("[name=reason]").fill(REASON)
        send(page.locator("main form[method=post]"))
        is_decided(page, LONG, long)
    wait_for(lambda: minutes_of(scene, mine.her) == 540, "all nine hours")


def minutes_of(scene: Scene, her: Person) -> int:
    """What counts of the shift she was entered for afterwards."""
    items = scene.get("hours/me/statement", her)["items"]
    return sum(one["minutes"] for one in items if one["activity_title"] == "敬老院陪伴")


def test_an_objection_and_a_finding(
    visits: Visits, scene: Scene, matters: dict[Way, Matters], way: Way
) -> None:
    mine = matters[way]
    with visits.by(way, "coordinator") as page:
        page.goto("/")
        start(page)
        objections = waiting(page, "objections")
        to_one(page, "objections", mine.objection_id)
        expect(page.locator("main")).to_contain_text("那天巡查没有见到她")
        page.locator("[name=verdict][value=dismissed]").check()
        page.locator("[name=reason]").fill(REASON)
        send(page.locator("main form[method=post]"))
        is_decided(page, "objections", objections)
        findings = waiting(page, "findings")
        to_one(page, "findings", mine.finding_id)
        evidence = page.locator(f"main a[href='/office/hours/lines/{mine.journal_id}']")
        expect(evidence).to_be_visible()
        dismiss = page.locator("main form", has=page.locator("[value=dismiss]"))
        dismiss.locator("[name=reason]").fill(REASON)
        send(dismiss)
        is_decided(page, "findings", findings)
    settled = scene.get("findings?status=dismissed&limit=50", scene.coordinator)["items"]
    assert mine.finding_id in [one["finding_id"] for one in settled]


def test_the_pictures_of_the_year(visits: Visits, scene: Scene, way: Way) -> None:
    """Hours and attendances by month, kind and organisation; of one organisation by choosing it."""
    month = f"{scene.clock.now() + timedelta(hours=8):%Y-%m}"
    with visits.by(way, "coordinator") as page:
        page.goto("/")
        start(page)
        for about in (month, "助老", "青禾镇妇联"):
            drawn = page.locator("table.bars tr", has=page.get_by_role("rowheader", name=about))
            assert drawn.count() == 2, about
            assert float(drawn.first.locator("rect").get_attribute("width") or 0) > 0
        page.locator("#f-organisation_id").select_option(label="柯桥区妇联")
        send(page.locator("form[role=search]"))
        expect(page.locator("#figures")).to_be_visible()
        page.locator("#f-year").select_option(index=1)
        send(page.locator("form[role=search]"))
        assert page.locator("table.bars").count() == 0, "nothing was done in the year before"
