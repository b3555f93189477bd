"""What an office sets: rules, tried dry first; working days; who signs. And is all well?"""

import json
from datetime import date, timedelta

import pytest
from kombu import Connection
from playwright.sync_api import Page, expect

from deploy.demo.waiting import wait_for
from shared.messaging.dead_letters import bury
from shared.watch import notes
from tests.browser import looking
from tests.browser.office import enter, said, send, start
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import EVERY, Way, walks_with

RULES, HANDLER = "/office/rules", "hours.keep_team"


def far_ahead(scene: Scene, way: Way) -> date:
    """A day of its own for each walk, so far ahead that it touches nobody's hours."""
    return (scene.clock.now() + timedelta(days=500 + EVERY.index(way))).date()


def test_rules_are_tried_dry_set_confirmed_and_taken_back(
    visits: Visits, scene: Scene, way: Way
) -> None:
    """Who tried them does not apply them, and who set them does not confirm them."""
    with visits.by(way, "coordinator") as page:
        enter(page, RULES)
        try_dry(page, scene)
        expect(page.locator("main [role=note]")).to_be_visible()
        assert looking.layout(page) == []
        enter(page, RULES)
        page.locator(f"main a[href^='{RULES}/change'].btn").click()
        page.locator("#f-organisation_id").select_option(scene.coordinator.organisation_id)
        page.locator("#f-from").fill(far_ahead(scene, way).isoformat())
        page.locator("[id='f-values.step']").fill("10")
        send(page.locator("main form[method=post]"))
        said(page)
        assert page.locator("main .btn-success").count() == 0
        row = page.url.rpartition("/")[2]
    with visits.by(way, "administrator") as page:
        page.goto("/")
        start(page)
        page.locator(f"main a.btn[href='{RULES}/waiting']").click()
        page.locator(f"main a[href$='{row}']").click()
        page.locator("main .btn-success").click()
        said(page)
    with visits.by(way, "coordinator") as page:
        enter(page, RULES)
        page.locator(f"main a[href$='{row}']").click()
        page.locator("main details.ask-once summary").click()
        send(page.locator("main details.ask-once form"))
        expect(page.locator("main .alert-warning")).to_be_visible()


def try_dry(page: Page, scene: Scene) -> None:
    """Half an hour after the shift no longer counts: how would it have been these days?"""
    page.locator(f"main a[href^='{RULES}/trials'].btn").click()
    page.locator(f"main a[href^='{RULES}/trials/new']").click()
    today = scene.clock.now() + timedelta(hours=8)
    page.locator("#f-organisation_id").select_option(scene.coordinator.organisation_id)
    page.locator("#f-from").fill(f"{today - timedelta(days=3):%Y-%m-%d}")
    page.locator("#f-to").fill(f"{today:%Y-%m-%d}")
    page.locator("[id='f-values.step']").fill("60")
    send(page.locator("main form[method=post]"))

    def counted() -> bool:
        if page.locator("main progress").count():
            page.goto(page.url)
        return page.locator("main progress").count() == 0

    wait_for(counted, "the trial")
    expect(page.locator("main tbody tr", has_text="李秀兰").first).to_be_visible()


def test_a_working_day_is_said_and_who_signs(visits: Visits, scene: Scene, way: Way) -> None:
    day = far_ahead(scene, way)
    with visits.by(way, "administrator") as page:
        enter(page, "/office/hours/calendar")
        page.locator("#f-day").fill(day.isoformat())
        page.locator("[name=working][value=no]").check()
        page.locator("#f-reason").fill("市政府通知")
        send(page.locator("main form", has=page.locator("[name=reason]")))
        written = way.say(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b} {day.year}")
        listed = page.locator("main li", has_text=written)
        expect(listed).to_contain_text("市政府通知")
        assert looking.layout(page) == []
        send(listed)
        expect(page.locator("main li", has_text="市政府通知")).to_have_count(0)
    with visits.by(way, "coordinator") as page:
        enter(page, "/office/hours/certificates")
        page.locator("#f-organisation_id").select_option(scene.people["volunteer"].organisation_id)
        send(page.locator("main form[method=get]"))
        expect(
            page.locator("main [role=note]").or_(page.locator("#f-responsible"))
        ).not_to_have_count(0)
        for name, value in (("responsible", "周敏"), ("handler", "何静"), ("contact", "82012338")):
            page.locator(f"#f-{name}").fill(value)
        send(page.locator("main form", has=page.locator("[value=issuer]")))
        said(page)


@pytest.fixture(scope="module")
def letters(scene: Scene, request: pytest.FixtureRequest) -> dict[Way, str]:
    """A message for each walk that the hour bank can never take, once its watch has seen them."""
    keys = {way: f"letter-{way}" for way in walks_with("letters", request)}
    dead = [
        (json.dumps({"id": key, "type": "volunteers.team_changed"}), "breaks its contract: no name")
        for key in keys.values()
    ]
    bury(Connection(scene.theatre.stack.run.amqp_uri), HANDLER, dead)

    def seen() -> bool:
        found = notes.seen(scene.theatre.stage.databases.hours)
        return any(one["dead"] for one in (found or {"queues": []})["queues"])

    wait_for(seen, "the watch")
    return keys


def test_a_dead_letter_is_told_in_words_and_set_aside(
    visits: Visits, letters: dict[Way, str], way: Way
) -> None:
    """A coordinator reads that somebody has to decide; an administrator of all decides."""
    with visits.by(way, "coordinator") as page:
        enter(page, "/office/health")
        hours = page.locator("section[aria-labelledby=hours]")
        expect(hours).to_contain_text(
            way.say("有消息处理不了，需要有人决定", "could not be taken and wait for a decision")
        )
        for name in ("volunteers", "activities", "notifications"):
            well = page.locator(f"section[aria-labelledby={name}]")
            expect(well).to_contain_text(way.say("消息都已送到", "Everything is delivered"))
        assert hours.locator("form").count() == 0
        assert looking.layout(page) == []
    with visits.by(way, "administrator") as page:
        enter(page, "/office/health")
        letter = page.locator("section[aria-labelledby=hours] li", has_text=letters[way])
        expect(letter).to_contain_text(
            way.say("内容与约定不符", "not what was agreed between the services")
        )
        letter.locator(".ask-once summary").click()
        send(letter.locator(".ask-once form"))
        said(page)
        wait_for(lambda: is_aside(page, letters[way]), "the watch")


def is_aside(page: Page, key: str) -> bool:
    """Whether the page counts it among those set aside, and no more among those that wait."""
    page.locator("main a[href='/office/health']").last.click()
    listed = page.locator("section[aria-labelledby=hours] li", has_text=key)
    return listed.count() > 0 and listed.locator(".ask-once").count() == 0
