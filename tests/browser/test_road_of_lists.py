"""A coordinator and a list on paper or in Excel: examined first, brought in when she says so."""

import csv
import io
from datetime import date, timedelta
from random import Random
from typing import Any

from playwright.sync_api import Page, expect

from deploy.demo.people import identity_number
from deploy.demo.waiting import wait_for
from tests.browser import looking
from tests.browser.office import downloaded, enter, said, send, sheet
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import EVERY, Way

PEOPLE, ACTIVITIES = "/office/people/import", "/office/activities/import"


def test_a_list_of_volunteers_comes_in(visits: Visits, scene: Scene, way: Way) -> None:
    """One row is wrong, and the error sheet says so; the right one is found among the people."""
    born = date(1964, 1, 1) + timedelta(days=EVERY.index(way))
    number = identity_number("330603", born, "female", Random(f"list {way}"))
    phone = f"1391577000{EVERY.index(way)}"
    right = {
        ("姓名", "Name"): "俞杏娟",
        ("性别", "Sex"): way.say("女", "Female"),
        ("出生日期", "Birth date"): born.isoformat(),
        ("证件号码", "Document number"): number,
        ("居住区域代码", "Area of residence"): "330603100",
        ("手机号", "Phone"): phone,
        ("本人同意", "Consent"): way.say("是", "yes"),
    }
    wrong = right | {("出生日期", "Birth date"): "某天"}
    with visits.by(way, "coordinator") as page:
        enter(page, PEOPLE)
        brought_in(page, PEOPLE, [right, wrong], way, scene)
        enter(page, "/office/people")
        page.locator("#f-q").fill(phone)
        send(page.locator("main form[role=search]"))
        page.locator("main tbody a").click()
        expect(page.locator("h1")).to_have_text("俞杏娟")


def test_a_list_of_activities_comes_in(visits: Visits, scene: Scene, way: Way) -> None:
    """It comes in as drafts; who is in charge of them finds them among hers."""
    title = f"名单里的义诊 {way}"
    right = {
        ("活动名称", "Title"): title,
        ("活动类别", "Kind"): "健康",
        ("日期", "Date"): f"{scene.clock.now() + timedelta(days=40):%Y-%m-%d}",
        ("起止时间", "Times"): "09:00-11:00",
        ("人数", "Places"): "12",
    }
    wrong = right | {("日期", "Date"): "某天"}
    with visits.by(way, "coordinator") as page:
        enter(page, ACTIVITIES)
        brought_in(page, ACTIVITIES, [right, wrong], way, scene)
        page.locator("nav a[href='/organise']").click()
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()


def brought_in(
    page: Page, here: str, rows: list[dict[tuple[str, str], str]], way: Way, scene: Scene
) -> None:
    """The template filled in: ``rows`` by column in both languages, the second of them wrong."""
    upload(page, table(template(page, here), rows, way))
    examined(page)
    expect(page.locator("main .alert-warning")).to_be_visible()
    assert looking.layout(page) == []
    mistakes = downloaded(page, page.locator("main a[href$='/problems.xlsx']"))
    assert "某天" in sheet(mistakes)
    page.locator("main details.ask-once summary").click()
    send(page.locator("main details.ask-once form"))
    said(page)
    examined(page)
    expect(page.locator("main .alert-success").last).to_be_visible()
    expect(page.locator("main dl.facts dd").first).to_have_text(way.say("1 行", "1"))
    scene.settle()


def template(page: Page, here: str) -> list[str]:
    """The titles of its columns, in the language of the page."""
    text = downloaded(page, page.locator(f"main a[href='{here}/template.csv']"))
    return next(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def table(titles: list[str], rows: list[dict[tuple[str, str], str]], way: Way) -> bytes:
    """A CSV file under these titles."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(titles)
    for row in rows:
        known = {way.say(*names): value for names, value in row.items()}
        writer.writerow([known.get(one.rstrip("*"), "") for one in titles])
    return made.getvalue().encode()


def upload(page: Page, data: bytes) -> None:
    file: Any = {"name": "list.csv", "mimeType": "text/csv", "buffer": data}
    page.locator("#f-file").set_input_files(files=[file])
    send(page.locator("main form[enctype]"))
    said(page)


def examined(page: Page) -> None:
    """Wait until the worker is through; the page loads itself again, and so do we."""

    def through() -> bool:
        if page.locator("main progress").count():
            page.goto(page.url)
        return page.locator("main dl.facts").count() > 0

    wait_for(through, "the list")
