"""The web application every service is built on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint
from flask_swagger_ui import get_swaggerui_blueprint

from shared import logs
from shared.clock import Clock
from shared.settings import Settings
from shared.storage.mongo import Db
from shared.web import access, health, problems
from shared.web.door import LARGEST_BODY, Door
from shared.web.quick_json import QuickJson


@dataclass(frozen=True, slots=True)
class Kernel:
    """What the kernel's own hooks need; stands in ``app.extensions["kindhours"]``."""

    settings: Settings
    database: Db
    clock: Clock


def create_app(
    settings: Settings,
    *,
    title: str,
    blueprints: Sequence[Blueprint],
    database: Db,
    clock: Clock,
) -> Flask:
    """A Flask application with the blueprints, their OpenAPI, health, metrics and problems.

    Raises RuntimeError when a route does not say who may call it.
    """
    logs.configure(settings.service)
    app = Flask(settings.service, static_folder=None)
    app.config.update(_config(settings.service, title))
    app.json = QuickJson(app)
    app.extensions["kindhours"] = Kernel(settings, database, clock)
    api = Api(app)
    for blueprint in blueprints:
        _refuse_unknown_filters(blueprint)
        api.register_blueprint(blueprint)
    problems.register(app)
    app.register_blueprint(health.blueprint(settings.service))
    app.register_blueprint(_docs(settings.service, title))
    access.refuse_unguarded(app)
    app.wsgi_app = Door(app)  # type: ignore[method-assign]
    return app


def _refuse_unknown_filters(blueprint: Blueprint) -> None:
    """Let the schema decide about unknown words in a query, as it does in a body.

    The framework would drop them: a misspelt filter would then show everything.
    """
    parser = blueprint.ARGUMENTS_PARSER
    parser.DEFAULT_UNKNOWN_BY_LOCATION = {**parser.DEFAULT_UNKNOWN_BY_LOCATION, "query": None}


def _config(service: str, title: str) -> dict[str, Any]:
    return {
        "API_TITLE": title,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": f"/api/{service}",
        "OPENAPI_JSON_PATH": "openapi.json",
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "API_SPEC_OPTIONS": {
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "security": [{"bearer": []}],
        },
    }


def _docs(service: str, title: str) -> Any:
    return get_swaggerui_blueprint(
        f"/api/{service}/docs", f"/api/{service}/openapi.json", {"app_name": title}
    )
