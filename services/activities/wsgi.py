"""The gunicorn app: ``gunicorn services.activities.wsgi:app``."""

from flask import Flask

from services.activities import http
from services.activities.settings import ActivitySettings
from services.activities.settings import read as read_own
from services.activities.store import Store
from shared.clock import Clock, clock_of
from shared.settings import Settings, read
from shared.storage.mongo import connect
from shared.web import create_app


def create(
    settings: Settings, *, clock: Clock | None = None, own: ActivitySettings | None = None
) -> Flask:
    """The app on its own database. Tests pass a clock and the service's own settings."""
    store = Store(connect(settings))
    now = clock or clock_of(settings)
    rooms = http.blueprints(store, now, settings, own or read_own())
    return create_app(
        settings, title="Activities", blueprints=rooms, database=store.database, clock=now
    )


def __getattr__(name: str) -> Flask:
    """``app`` is made when gunicorn asks for it, so that importing needs no environment."""
    if name != "app":
        raise AttributeError(name)
    return create(read("activities"))
