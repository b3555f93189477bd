"""Debian's Chromium, which the set-up of `make test` installs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright


@contextmanager
def opened_chromium() -> Iterator[Browser]:
    """A browser. Without one these tests fail: they are no choice."""
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
