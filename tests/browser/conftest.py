"""One office for all tests of this folder, and chromium to look at it."""

import os

import pytest
from playwright.sync_api import Browser

from deploy.demo.theatre import Theatre
from tests.browser.scene import Scene
from tests.browser.scene_play import play
from tests.browser.visits import Visits
from tests.browser.ways import ways


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a ``way`` is a road: walked once in each browser."""
    if "way" in metafunc.fixturenames:
        every = os.environ.get("ROADS") == "every"
        scripted = metafunc.definition.get_closest_marker("needs_script") is not None
        found = ways(metafunc.function.__name__, every=every, needs_script=scripted)
        metafunc.parametrize("way", found, ids=str)


@pytest.fixture(scope="session")
def scene(theatre: Theatre) -> Scene:
    found = Scene(theatre)
    play(found)
    return found


@pytest.fixture(scope="session")
def visits(chromium: Browser, scene: Scene) -> Visits:
    return Visits(chromium, scene)
