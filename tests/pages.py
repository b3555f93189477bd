"""A reader with a browser that has no script: follows links, fills in forms, keeps cookies."""

from typing import Any

from flask import Flask
from webtest import TestApp

from shared.pages import cookies


def open_browser(app: Flask, token: str | None = None, language: str | None = None) -> Any:
    """A browser at ``app``; ``token``: signed in; ``language``: the one it was set to."""
    browser = TestApp(
        app, extra_environ={"HTTP_HOST": "kindhours.test", "HTTP_ACCEPT": "text/html"}
    )
    if token:
        browser.set_cookie(cookies.SESSION, token)
    if language:
        browser.set_cookie(cookies.LANGUAGE, language)
    return browser
