"""The gunicorn app: ``gunicorn services.notifications.wsgi:app``."""

from pathlib import Path

from flask import Flask

from services.notifications import http, pages
from services.notifications.store import Store
from shared.clock import Clock, clock_of
from shared.pages import put_up
from shared.settings import Settings, read
from shared.storage.mongo import connect
from shared.web import create_app

_FOLDER = Path(__file__).parent


def create(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """The app on its own database; tests pass a clock."""
    store, now = Store(connect(settings)), clock or clock_of(settings)
    app = create_app(
        settings,
        title="Notifications",
        blueprints=http.blueprints(store, now),
        database=store.database,
        clock=now,
    )
    put_up(app, pages.blueprints(store, now, settings), service="notifications", folder=_FOLDER)
    return app


def __getattr__(name: str) -> Flask:
    """``app`` is made when gunicorn asks for it, so that importing needs no environment."""
    if name != "app":
        raise AttributeError(name)
    return create(read("notifications"))
