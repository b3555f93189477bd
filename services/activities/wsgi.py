"""The gunicorn app: ``gunicorn services.activities.wsgi:app``."""

from pathlib import Path

from flask import Flask

from services.activities import http, pages
from services.activities.settings import ActivitySettings
from services.activities.settings import read as read_own
from services.activities.store import Store
from shared.clock import Clock, clock_of
from shared.pages import put_up
from shared.settings import Settings, read
from shared.storage.mongo import connect
from shared.web import create_app

_FOLDER = Path(__file__).parent


def create(
    settings: Settings, *, clock: Clock | None = None, own: ActivitySettings | None = None
) -> Flask:
    """The app on its own database. Tests pass a clock and the service's own settings."""
    store = Store(connect(settings))
    now = clock or clock_of(settings)
    mine = own or read_own()
    rooms = http.blueprints(store, now, settings, mine)
    app = create_app(
        settings, title="Activities", blueprints=rooms, database=store.database, clock=now
    )
    put_up(app, pages.blueprints(store, now, settings, mine), service="activities", folder=_FOLDER)
    return app


def __getattr__(name: str) -> Flask:
    """``app`` is made when gunicorn asks for it, so that importing needs no environment."""
    if name != "app":
        raise AttributeError(name)
    return create(read("activities"))
