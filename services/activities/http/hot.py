"""Commands of which thousands come at once: answered at the door, as long as all is well with them.

By the same schemas and the same function, without the framework's way between them, which costs
more than they do. Whatever is not well goes that way, and is told there what is wrong.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema

from shared.web import allow
from shared.web.access import FAULT, KEY, acting, identify
from shared.web.door import LARGEST_BODY, ROAD, Environ

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hot(routes: Blueprint, path: str, takes: Schema, gives: Schema) -> Any:
    """A POST of those who are signed in, which takes and gives JSON and uses nothing of the
    framework; ``current()`` says who asks."""

    def decorate(view: Callable[[Any], Any]) -> Any:
        routed = allow("volunteer", provisional=True)(
            routes.arguments(takes)(routes.response(200, gives)(view))
        )
        setattr(routed, ROAD, _Road(takes, gives, view))
        return routes.post(path)(routed)

    return decorate


@dataclass(frozen=True, slots=True)
class _Road:
    """The quick way to a hot command."""

    takes: Schema
    gives: Schema
    view: Callable[[Any], Any]

    def __call__(self, environ: Environ, kernel: Any) -> bytes | None:
        """The body of a good answer; None: the framework sees to it, and to the fault if there is
        one by then."""
        length = environ.get("CONTENT_LENGTH", "")
        plain = environ.get("CONTENT_TYPE") == "application/json" and length.isdecimal()
        if not plain or int(length) > LARGEST_BODY or KEY in environ:
            return None
        if (who := identify(environ, kernel)) is None:
            return None
        raw = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(raw)
        try:
            body = self.takes.load(json.loads(raw))
        except Exception:  # the framework meets it too, and says what it is
            return None
        try:
            found = acting(who, self.view, body)
        except Exception as fault:
            environ[FAULT] = fault
            return None
        return f"{_json.encode(self.gives.dump(found))}\n".encode()
