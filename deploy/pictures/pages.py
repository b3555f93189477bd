"""Pictures of the twelve main pages, taken of a running system with the demo's data in it."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import click
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from deploy.demo.season import play
from deploy.demo.theatre import Theatre, opened
from deploy.pictures.photographs import small_png
from deploy.pictures.product import composed
from deploy.pictures.today import Today, begin

VOLUNTEERS = 60
_HIGHEST = {390: 1400, 1280: 1100}  # a picture shows no more of a long page
_TAKEN = [(width, language) for width in _HIGHEST for language in ("zh", "en")]


class Shown(NamedTuple):
    """A page: the name of its picture, who looks at it, its address with ``{ids}``."""

    name: str
    who: str
    path: str


PAGES = (
    Shown("front", "volunteer", "/"),
    Shown("activity", "volunteer", "/activities/{coming}"),
    Shown("my-shifts", "volunteer", "/my/shifts"),
    Shown("check-in", "volunteer", "/c"),
    Shown("my-hours", "volunteer", "/hours"),
    Shown("public", "", "/public"),
    Shown("organise", "organiser", "/organise?all=1"),
    Shown("publish", "organiser", "/organise/new?from={coming}"),
    Shown("screen", "organiser", "/onsite/{shift}/screen"),
    Shown("roll", "organiser", "/onsite/{shift}/roll"),
    Shown("office", "coordinator", "/office"),
    Shown("rosters", "coordinator", "/office/rosters?show=1&activity_id={now}"),
)


def pages() -> dict[str, bytes]:
    """Each page at both widths and in both languages, by file name, with the picture composed of
    some of them."""
    with opened(VOLUNTEERS, Console(stderr=True)) as theatre, chromium() as browser:
        play(theatre.stage, theatre.first("administrator"), theatre.stack.run.amqp_uri)
        today = begin(theatre.stage)
        taken = {
            f"{page.name}.{width}.{language}": _take(browser, theatre, today, page, width, language)
            for page in PAGES
            for width, language in _TAKEN
        }
    found = {f"pages/{name}.png": small_png(image) for name, image in taken.items()}
    return found | {"product.png": composed(taken)}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own. Raises ClickException without it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise click.ClickException("chromium is not installed: sh deploy/setup.sh browser")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=as_root)
        yield browser
        browser.close()


def _take(
    browser: Browser, theatre: Theatre, today: Today, page: Shown, width: int, language: str
) -> Image.Image:
    url = theatre.stack.url
    cookies = {"language": language}
    if page.who:
        cookies["session"] = today.tokens[page.who]
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": 844 if width == 390 else 800}
    )
    context.add_cookies([{"name": key, "value": one, "url": url} for key, one in cookies.items()])
    opened_page = context.new_page()
    answer = opened_page.goto(page.path.format(**today.ids), wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise click.ClickException(f"{page.path} is not answered; no picture is taken of that")
    shot = Image.open(io.BytesIO(opened_page.screenshot(full_page=True)))
    context.close()
    return shot.crop((0, 0, shot.width, min(shot.height, _HIGHEST[width])))
