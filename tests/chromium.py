"""Debian's Chromium, which the set-up of `make test` installs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

# Each window draws the list under its line of addresses, which nobody sees.
_NO_POPUPS = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"


def how() -> dict[str, Any]:
    """What to launch chromium with. Without one these tests fail: they are no choice."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("chromium is not installed: sh deploy/setup.sh browser", pytrace=False)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": program, "args": [*as_root, "--disable-dev-shm-usage", _NO_POPUPS]}


@contextmanager
def opened_chromium() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**how())
        yield browser
        browser.close()


@contextmanager
def with_camera(browser: Browser, film: Path) -> Iterator[Browser]:
    """Another one, with a camera that sees ``film`` (JPEGs one after the other, *.mjpeg), which is
    read anew whenever a page opens the camera; whoever is asked says yes."""
    told = how()
    told["args"] += [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    found = browser.browser_type.launch(**told)
    yield found
    found.close()
