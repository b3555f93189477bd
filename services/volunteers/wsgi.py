"""The gunicorn app: ``gunicorn services.volunteers.wsgi:app``."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from services.volunteers import http, pages
from services.volunteers.settings import VolunteerSettings
from services.volunteers.settings import read as read_own
from services.volunteers.store import Store
from shared.clock import Clock, clock_of
from shared.pages import put_up
from shared.settings import Settings, read
from shared.storage.mongo import connect
from shared.web import create_app

_FOLDER = Path(__file__).parent


def create(
    settings: Settings, *, clock: Clock | None = None, own: VolunteerSettings | None = None
) -> Flask:
    """The app on its own database. Tests pass a clock and the service's own settings."""
    mine, now = own or read_own(), clock or clock_of(settings)
    store = Store(connect(settings), mine)
    app = create_app(
        settings,
        title="Volunteers",
        blueprints=http.blueprints(store, now, mine),
        database=store.database,
        clock=now,
    )
    put_up(app, pages.blueprints(store, now, settings, mine), service="volunteers", folder=_FOLDER)
    # Sign-in counts tries by address: the one that nginx in front of us names.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]
    return app


def __getattr__(name: str) -> Flask:
    """``app`` is made when gunicorn asks for it, so that importing needs no environment."""
    if name != "app":
        raise AttributeError(name)
    return create(read("volunteers"))
