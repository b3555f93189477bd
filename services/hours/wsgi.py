"""The gunicorn app: ``gunicorn services.hours.wsgi:app``."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from services.hours import http, pages
from services.hours.settings import HoursSettings
from services.hours.settings import read as read_own
from services.hours.store import Store
from shared.clock import Clock, clock_of
from shared.pages import put_up
from shared.settings import Settings, read
from shared.storage.mongo import connect
from shared.web import create_app

_FOLDER = Path(__file__).parent


def create(
    settings: Settings, *, clock: Clock | None = None, own: HoursSettings | None = None
) -> Flask:
    """The app on its own database. Tests pass a clock and the service's own settings."""
    mine, now = own or read_own(), clock or clock_of(settings)
    # On a shelf of their own, commands of people do not meet the worker's batches.
    shelf = mine.shelf or "web"
    store = Store(connect(settings), mine.master_keys, shelf=shelf, rules=mine.rules)
    store.prepare()
    rooms = http.blueprints(store, now, settings, mine)
    app = create_app(settings, title="Hours", blueprints=rooms, database=store.database, clock=now)
    put_up(app, pages.blueprints(store, now, settings, mine), service="hours", folder=_FOLDER)
    # Checks of certificates are counted by address: the one that nginx in front of us names.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]
    return app


def __getattr__(name: str) -> Flask:
    """``app`` is made when gunicorn asks for it, so that importing needs no environment."""
    if name != "app":
        raise AttributeError(name)
    return create(read("hours"))
