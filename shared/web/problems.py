"""One table from refusals to HTTP, as problem+json (RFC 9457) in the reader's language."""

import json
import re
from typing import Any

from flask import Flask, Response, g, request
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from shared import refusal
from shared.context import request_id
from shared.logs import logger
from shared.messaging.batch import is_server_trouble
from shared.tokens import NotSignedIn
from shared.web.messages import TITLES, translate

STATUS: tuple[tuple[type[refusal.Refusal], int], ...] = (
    (NotSignedIn, 401),
    (refusal.Forbidden, 403),
    (refusal.NotFound, 404),
    (refusal.Changed, 412),
    (refusal.Conflict, 409),
    (refusal.TooLarge, 413),
    (refusal.Invalid, 422),
    (refusal.TooMany, 429),
    (refusal.NotYet, 503),
)


def language() -> str:
    """The reader's language, "zh" or "en": chosen on a page, asked for, her own, or Chinese."""
    if chosen := g.get("language_chosen"):
        return str(chosen)
    if request.headers.get("Accept-Language"):
        return request.accept_languages.best_match(["zh", "en"], "zh") or "zh"
    identity = g.get("identity")
    return identity.language if identity else "zh"


def problem(
    status: int,
    slug: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    retry_after: int | None = None,
) -> Response:
    """A problem+json answer. ``errors`` name field and message; ``retry_after`` is in seconds."""
    spoken = language()
    body: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": TITLES[spoken].get(status, TITLES[spoken][500]),
        "status": status,
        "detail": detail,
        "instance": request.path,
        "request_id": request_id.get(),
    }
    if errors:
        body["errors"] = errors
    response = Response(
        json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json"
    )
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def on_refusal(no: refusal.Refusal) -> Response:
    """A rule said no."""
    status = next((code for kind, code in STATUS if isinstance(no, kind)), 409)
    detail = no.text(language())
    errors = [{"field": no.field, "message": detail}] if no.field else None
    slug = re.sub(r"(?<!^)(?=[A-Z])", "-", type(no).__name__).lower()
    wait = no.seconds if isinstance(no, refusal.TooMany) else 1 if status == 503 else None
    return problem(status, slug, detail, errors, wait)


def on_http(fault: HTTPException) -> Response:
    """The framework said no: no such path, not JSON, too large, a field that is wrong."""
    status = fault.code or 500
    found = getattr(fault, "data", None) or {}
    errors = list(flat_messages(found.get("messages", {})))
    slug = re.sub(r"[^a-z]+", "-", (fault.name or "problem").lower()).strip("-")
    detail = translate(TITLES["en"].get(status, str(fault.description)), language())
    if errors:
        detail = "；".join(f"{one['field']}: {one['message']}" for one in errors[:3])
    return problem(status, slug, detail, errors or None)


def on_database(trouble: PyMongoError) -> Response:
    """MongoDB is away or busy: worth asking again; anything else is a fault of ours."""
    if not is_server_trouble(trouble):
        return on_fault(trouble)
    logger().warning("database away", reason=str(trouble)[:300])
    return problem(503, "database-away", TITLES[language()][503], retry_after=2)


def on_depth(_: RecursionError) -> Response:
    """A body nested so deep that no parser follows it."""
    return problem(400, "nested-too-deep", TITLES[language()][400])


def on_fault(fault: Exception) -> Response:
    """A fault of ours: logged with its trace, told without it."""
    logger().error("fault", exc_info=fault, path=request.path)
    return problem(500, "fault", TITLES[language()][500])


def register(app: Flask) -> None:
    """Answer every error of ``app`` as problem+json."""
    app.register_error_handler(refusal.Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(PyMongoError, on_database)
    app.register_error_handler(RecursionError, on_depth)
    app.register_error_handler(Exception, on_fault)


def flat_messages(messages: Any, path: tuple[str, ...] = ()) -> Any:
    """marshmallow's nested messages as rows of field and message, without the location."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from flat_messages(inner, (*path, str(key)))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flat_messages(inner, path)
    else:
        where = path[1:] if path and path[0] in ("json", "query", "form", "files", "path") else path
        named = [part for part in where if part != "_schema"]
        yield {"field": ".".join(named) or "body", "message": translate(str(messages), language())}
