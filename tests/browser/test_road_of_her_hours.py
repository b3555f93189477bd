"""What the hours are good for: the pass book with its reasons, the months, stars, a certificate."""

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser import looking
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way


def test_from_the_pass_book_to_a_checked_certificate(
    visits: Visits, scene: Scene, way: Way
) -> None:
    """Each line says why; months as a picture; how far to the next star; a certificate that
    anybody can check, and nobody with a wrong code."""
    her = scene.people["volunteer"]
    with visits.by(way, her) as page:
        page.goto("/")
        page.get_by_role("navigation").locator("a[href='/hours']").first.click()
        look_at_the_book(page, scene, way)
        look_at_a_line(page, scene, way)
        check = make_certificate(page, way)
    with visits.by(way) as page:
        page.goto(check)
        expect(page.locator("main")).to_contain_text(her.name)
        expect(page.get_by_role("status")).to_be_visible()
        assert looking.layout(page) == []
        wrong = page.goto(re.sub(r"c=.*", "c=WRONG-CODE", check))
        assert wrong is not None
        assert wrong.status == 404
        assert her.name not in page.content()


def look_at_the_book(page: Page, scene: Scene, way: Way) -> None:
    balance = scene.get("hours/me", scene.people["volunteer"])
    hours, minutes = divmod(balance["minutes"], 60)
    big = page.locator("main .big").first
    wanted = way.say(rf"{hours}\s*小时", rf"{hours}\s*h") + rf".*{minutes or ''}"
    expect(big).to_have_text(re.compile(wanted))
    bars = page.locator("#months table.bars")
    expect(bars.locator("tr")).to_have_count(12)
    widest = bars.locator("rect").evaluate_all(
        "(all) => Math.max(...all.map((one) => one.getBoundingClientRect().width))"
    )
    assert widest > 20
    goal = page.locator("main progress").first
    expect(goal).to_be_visible()
    expect(page.locator("main").get_by_text(way.say("再服务", "more until star"))).to_be_visible()
    assert looking.layout(page) == []
    page.locator("main a[href='/stars']").first.click()
    expect(page.locator("main table tbody tr")).to_have_count(5)
    assert looking.layout(page) == []
    page.go_back()


def look_at_a_line(page: Page, scene: Scene, way: Way) -> None:
    """From check-in to minutes, in words."""
    page.locator(f"main a[href='/hours/{scene.known['journal_id']}']").click()
    expect(page.locator("h1")).to_have_text("敬老院陪伴")
    step = page.locator("main ol.stack > li").last
    expect(step).to_contain_text(way.say("分钟", "min"))
    expect(page.locator("main dl.facts")).to_contain_text(way.say("点名", "roll call"))
    assert looking.layout(page) == []
    page.locator(".way-back a").click()


def make_certificate(page: Page, way: Way) -> str:
    """The address that stands on it."""
    page.locator("main a[href='/my/certificates']").click()
    page.locator("main a[href='/my/certificates/new']").first.click()
    assert looking.layout(page) == []
    page.locator(f"main input[name=language][value={way.language}]").check()
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.get_by_role("status")).to_be_visible()
    assert looking.layout(page) == []
    made = page.locator("main ul.stack > li").first
    paper = page.request.get(str(made.locator("a[href$='.pdf']").get_attribute("href")))
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.body())).pages)
    number = re.search(r"\d{8}-[0-9A-Z]{10}", made.inner_text())
    assert number is not None
    assert number[0] in text
    return str(made.locator("a[href*='/certificates/'][href*='c=']").get_attribute("href"))
