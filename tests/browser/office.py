"""Ways through the office that every road of it takes."""

from io import BytesIO
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook


def start(page: Page) -> None:
    """The office's start page, by the navigation of whatever page is open."""
    page.locator("nav a[href='/office']").click()
    expect(page.locator("#today")).to_be_visible()


def enter(page: Page, path: str) -> None:
    """From the front page to one of the subjects that the start page lists."""
    page.goto("/")
    start(page)
    page.locator(f"main ul.cards a[href='{path}']").click()
    expect(page.locator("h1")).to_be_visible()


def downloaded(page: Page, link: Locator) -> bytes:
    """The file that a link gives."""
    with page.expect_download() as told:
        link.click()
    return Path(told.value.path()).read_bytes()


def sheet(table: bytes) -> str:
    """All that stands in the first sheet of a file for Excel."""
    rows = CalamineWorkbook.from_filelike(BytesIO(table)).get_sheet_by_index(0).to_python()
    return "\n".join("\t".join(map(str, row)) for row in rows)


def said(page: Page) -> None:
    """What was just done is said on top of the page."""
    expect(page.get_by_role("status").first).to_be_visible()


def send(form: Locator) -> None:
    """Press the button of a form."""
    form.locator("[type=submit]").click()
