"""The web application every service is built on."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request
from flask_smorest import Api, Blueprint
from flask_swagger_ui import get_swaggerui_blueprint

from shared import logs
from shared.clock import Clock
from shared.context import request_id
from shared.ids import new_id
from shared.metrics import REQUESTS
from shared.settings import Settings
from shared.storage.mongo import Db
from shared.web import access, health, problems

LARGEST_BODY = 1024 * 1024
_GOOD_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


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
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["kindhours"] = Kernel(settings, database, clock)
    app.before_request(_begin)
    app.after_request(_end)
    api = Api(app)
    for blueprint in blueprints:
        _refuse_unknown_filters(blueprint)
        api.register_blueprint(blueprint)
    problems.register(app)
    app.register_blueprint(health.blueprint(settings.service))
    app.register_blueprint(_docs(settings.service, title))
    access.refuse_unguarded(app)
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


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _GOOD_ID.fullmatch(given) else new_id()
    g.started = time.perf_counter()
    request_id.set(g.request_id)


def _end(response: Response) -> Response:
    seconds = time.perf_counter() - g.started
    response.headers["X-Request-Id"] = g.request_id
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cache-Control", "no-store")
    route = request.url_rule.rule if request.url_rule else "none"
    REQUESTS.labels(route, request.method, response.status_code).observe(seconds)
    logs.logger().info(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    return response
