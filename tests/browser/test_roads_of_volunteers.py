"""What else volunteers come for: registering, searching, papers, messages, their own data."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from playwright.sync_api import Page, expect

from deploy.demo.people import identity_number
from tests.browser import looking
from tests.browser.scene import PASSWORD, Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK, PHONE


@pytest.mark.parametrize("script", [True, False])
def test_registering_takes_one_page_and_keeps_what_was_typed(visits: Visits, script: bool) -> None:
    """Only what must not lie about on a page, document and passwords, is typed again."""
    with visits.opened(script=script) as page:
        page.goto("/register")
        page.get_by_label("姓名").first.fill("何小梅")
        page.get_by_label("手机号").first.fill(f"1391576000{int(script)}")
        page.locator("#f-organisation_id").select_option(index=3)
        page.locator("#f-consent_version").check()
        secrets(page, script, "something else")
        page.get_by_role("button", name="登记").click()
        expect(page.locator("#e-password_again")).to_be_visible()
        expect(page.get_by_label("姓名").first).to_have_value("何小梅")
        secrets(page, script, PASSWORD)
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_role("status").first).to_contain_text("登记成功，何小梅")
        page.goto("/me")
        expect(page.locator("main")).to_contain_text("何小梅")


def secrets(page: Page, number: int, again: str) -> None:
    document = identity_number("330603", date(1972, 5, 6), "female", Random(number))
    page.locator("[id='f-identity.number']").fill(document)
    page.locator("#f-password").fill(PASSWORD)
    page.locator("#f-password_again").fill(again)


def test_searching_by_characters_pinyin_and_filters(visits: Visits) -> None:
    with visits.opened(width=DESK) as page:
        page.goto("/")
        for typed in ("环湖", "huanhu", "hhqj"):
            page.goto("/activities")
            page.get_by_label("名称、拼音、首字母或地点").fill(typed)
            page.get_by_role("button", name="查找").click()
            expect(page.get_by_role("link", name="环湖清洁")).to_be_visible()
        page.get_by_label("名称、拼音、首字母或地点").fill("没有这样的活动")
        page.get_by_role("button", name="查找").click()
        expect(page.get_by_text("没有符合条件的活动")).to_be_visible()
        page.get_by_role("link", name="按月查看").click()
        expect(page.locator("h1")).to_be_visible()


def test_the_calendar_feed_is_a_calendar(visits: Visits, scene: Scene) -> None:
    with visits.opened("volunteer") as page:
        page.goto("/my/shifts")
        page.get_by_role("link", name="放进手机日历").click()
        address = re.search(r"https?://\S+calendar\.ics\?key=[^\s\"<&]+", page.content())
        assert address is not None
        feed = page.context.request.get(address[0])
        assert feed.headers["content-type"].startswith("text/calendar")
        assert "环湖清洁" in feed.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_certificate_is_made_downloaded_and_checked(
    visits: Visits, scene: Scene, language: str
) -> None:
    with visits.opened("volunteer", language=language, script=language == "zh") as page:
        page.goto("/hours")
        page.locator("main a[href='/my/certificates']").click()
        page.locator("main a[href='/my/certificates/new']").first.click()
        page.locator("main form[method=post] button[type=submit]").last.click()
        expect(page.get_by_role("status")).to_be_visible()
        paper = page.locator("main a[href$='.pdf']").first.get_attribute("href")
        assert page.context.request.get(scene.url + str(paper)).body()[:5] == b"%PDF-"
    number, code = scene.known["certificate_number"], scene.known["certificate_code"]
    with visits.opened(language=language) as page:
        page.goto(f"/certificates/{number}?c={code}")
        expect(page.locator("main")).to_contain_text(number)
        wrong = page.goto(f"/certificates/{number}?c=WRONG-CODE")
        assert wrong is not None
        assert wrong.status == 404
        assert scene.people["volunteer"].name not in page.content()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_messages_are_read_and_counted(visits: Visits, language: str) -> None:
    with visits.opened("helper", language=language) as page:
        page.goto("/messages")
        before = page.locator("main li").count()
        assert before > 0
        page.locator("main li a").first.click()
        expect(page.locator("h1")).to_be_visible()
        page.goto("/messages?unread=true")
        assert page.locator("main li").count() < before


def test_my_data_who_looked_and_the_way_out(visits: Visits) -> None:
    with visits.opened("late", script=False) as page:
        page.goto("/me")
        page.get_by_role("link", name="谁看过我的资料").click()
        expect(page.locator("h1")).to_have_text("谁看过我的资料")
        page.goto("/me/leave")
        expect(page.get_by_role("button").last).to_be_visible()
        page.goto("/sign-out")
        page.get_by_role("button", name="退出登录").click()
        expect(page.locator("h1")).to_have_text("登录")
        page.goto("/hours")
        expect(page.locator("h1")).to_have_text("登录")


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), ("en", DESK)])
def test_a_new_statement_on_personal_data_is_put_to_her_once(
    visits: Visits, scene: Scene, language: str, width: int
) -> None:
    """She agreed to an earlier one; without a script."""
    her = scene.newcomer()
    older = {"$set": {"consents.0.version": "0"}}
    scene.theatre.stage.databases.volunteers["people"].update_one({"_id": her.volunteer_id}, older)
    with visits.opened(language=language, width=width, script=False) as page:
        page.goto("/sign-in?next=/my/shifts")
        page.locator("main [name=phone]").fill(her.phone)
        page.locator("main [name=password]").fill(her.password)
        page.locator("main form button").click()
        expect(page).to_have_url(re.compile(r"/me/consent\?next=/my/shifts$"))
        assert looking.layout(page) == []
        page.get_by_role("checkbox").check()
        page.locator("main form button").click()
        expect(page).to_have_url(re.compile(r"/my/shifts$"))
        page.goto("/me")
        kept = {"zh": "第1版", "en": "version 1"}[language]
        expect(page.locator("#consents + ul")).to_contain_text(kept)


def test_large_type_fits_the_phone_all_along_the_road(visits: Visits) -> None:
    with visits.opened("volunteer", width=PHONE) as page:
        page.goto("/?size=large")
        for path in ("/", "/activities", "/my/shifts", "/c", "/hours", "/messages", "/me"):
            page.goto(path)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, path


def test_a_stored_script_is_text(visits: Visits, scene: Scene) -> None:
    """Whatever was typed in a form is shown as it was typed, everywhere."""
    evil = "<script>document.title='gone'</script><img src=x onerror=alert(1)>\"'&"
    more = {"description": evil, "risks": evil, "address": evil, "bring": evil}
    start = scene.clock.now() + timedelta(days=2)
    activity_id = scene.draft(evil[:90], start, start + timedelta(hours=1), **more)
    scene.post(f"activities/{activity_id}/publish", None, scene.organiser)
    with visits.opened("organiser") as page:
        for path in ("/", "/activities", f"/activities/{activity_id}", f"/organise/{activity_id}"):
            page.goto(path)
            assert "<script>document.title" in page.locator("main").inner_text(), path
            assert page.title() != "gone"
    scene.post(f"activities/{activity_id}/cancel", {"reason": "试验"}, scene.organiser)
