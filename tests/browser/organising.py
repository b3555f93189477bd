"""What the roads of organisers share: an activity of their own that is about to begin, and the way
to it from the front page."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser import looking
from tests.browser.scene import Person, Plain, Scene


def held(
    scene: Scene, title: str, *people: Person, **more: Any
) -> tuple[Plain, list[Plain], list[Person]]:
    """An activity that begins in ten minutes, who signed up (two newcomers, unless ``people`` are
    given), and their sign-ups."""
    found = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=2), **more)
    who = list(people) or [scene.newcomer(), scene.newcomer()]
    return found, scene.sign_up(found, *who), who


def open_desk(page: Page) -> None:
    """From the front page to what she organises."""
    page.goto("/")
    page.get_by_role("navigation").locator("a[href='/organise']").first.click()
    expect(page).to_have_url(re.compile("/organise$"))


def entry(page: Page, title: str) -> Locator:
    """The activity in the list of what she organises."""
    found = page.locator("main ul.stack > li")
    return found.filter(has=page.get_by_role("link", name=title, exact=True))


def go_on_site(page: Page, title: str) -> None:
    """From the front page into the square."""
    open_desk(page)
    entry(page, title).locator("a[href^='/onsite/']").click()
    expect(page.locator("#square")).to_be_visible()


def seen_well(page: Page) -> None:
    """Nothing scrolls sideways, no target is too small."""
    assert looking.layout(page) == [], page.url
