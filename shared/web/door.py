"""The door of every web application: plain WSGI, before the framework and after it.

Each request gets its id here, is timed, counted and logged, and each answer its headers.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from flask import Flask

from shared import logs
from shared.context import request_id
from shared.ids import new_id
from shared.metrics import REQUESTS

Environ = dict[str, Any]
Road = Callable[[Environ, Any], bytes | None]
ROAD = "__road__"
"""A view's attribute: how it may answer a POST here. Takes the environ and the kernel, gives the
body of a 200 in JSON, or None for what the framework must see to."""
LARGEST_BODY = 1024 * 1024
_HEADERS = (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"))
_GOOD_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Door:
    """The application as the server sees it."""

    def __init__(self, app: Flask) -> None:
        self._inside, self._kernel = app.wsgi_app, app.extensions["kindhours"]
        self._log = logs.logger().bind()  # made once: making one costs more than writing a line
        views = (
            (rule.rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()
        )
        self._roads: dict[tuple[str, str], Road] = {
            ("POST", path): road for path, view in views if (road := getattr(view, ROAD, None))
        }

    def __call__(self, environ: Environ, start_response: Any) -> Any:
        started = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = given if _GOOD_ID.fullmatch(given) else new_id()
        request_id.set(name)
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        road = self._roads.get((method, path))
        body = road(environ, self._kernel) if road else None

        def answer(line: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            route = path if body is not None else _rule(environ)
            self._note(route, method, int(line[:3]), time.perf_counter() - started)
            own = {key for key, _ in headers}
            headers += [("X-Request-Id", name), *(pair for pair in _HEADERS if pair[0] not in own)]
            return start_response(line, headers, *trouble)

        if body is None:
            return self._inside(environ, answer)
        length = ("Content-Length", str(len(body)))
        answer("200 OK", [("Content-Type", "application/json"), length])
        return [body]

    def _note(self, route: str, method: str, status: int, seconds: float) -> None:
        REQUESTS.labels(route, method, status).observe(seconds)
        milliseconds = round(seconds * 1000, 1)
        self._log.info(
            "request", method=method, route=route, status=status, milliseconds=milliseconds
        )


def _rule(environ: Environ) -> str:
    """The route the framework has found."""
    rule = environ["werkzeug.request"].url_rule
    return rule.rule if rule else "none"
