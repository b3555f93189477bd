"""One office for all tests of this folder, and chromium to look at it."""

import pytest
from playwright.sync_api import Browser

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
def visits(chromium: Browser, scene: Scene) -> Visits:
    return Visits(chromium, scene)
