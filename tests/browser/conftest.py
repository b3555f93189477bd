"""One office for all tests of this folder, and chromium to look at it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from deploy.demo.theatre import Theatre
from tests.browser.scene import Scene
from tests.browser.scene_play import play
from tests.browser.visits import Visits


@pytest.fixture(scope="session")
def scene(theatre: Theatre) -> Scene:
    found = Scene(theatre)
    play(found)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own. Without it these tests fail: they are no choice."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("chromium is not installed: sh deploy/setup.sh browser", pytrace=False)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*as_root, "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visits(chromium: Browser, scene: Scene) -> Visits:
    return Visits(chromium, scene)
