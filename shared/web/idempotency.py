"""``Idempotency-Key``: a repeated command gets the first answer, and happens once.

A key reused with another body is 422, one whose first request still runs is 409. A first try that
died half-way is met by its repeat: what a command creates takes its id from the key
(``shared.ids.command_id``), what it changes bears its name (``shared.storage.repeats``).
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, g, request
from pymongo.errors import DuplicateKeyError

from shared.context import command_key
from shared.ids import id_from
from shared.refusal import Conflict, Invalid
from shared.storage.kernel import ANSWERS as COLLECTION
from shared.storage.mongo import Db

# A first try without an answer for so long died with its process; a phone waits no longer. Should
# it live after all, both meet in the record, whose id or state lets only one of them pass.
_GIVEN_UP_AFTER = timedelta(seconds=15)
_KEPT_HEADERS = ("Location", "ETag")
_LONGEST_KEY = 200


class KeyReused(Invalid):
    """Raised when the key came before with another request."""

    zh = "Idempotency-Key 已用于另一个请求，请换一个。"
    en = "This Idempotency-Key was used for another request. Use a new one."


class KeyTooLong(Invalid):
    """Raised when the key is longer than 200 characters."""

    zh = "Idempotency-Key 最多 200 个字符。"
    en = "An Idempotency-Key has at most 200 characters."


class StillRunning(Conflict):
    """Raised while the first request with this key is at work."""

    zh = "同一请求正在处理，请稍后查询。"
    en = "The first request with this key is still running. Ask again in a moment."


def once(key: str, view: Callable[[], Any]) -> Any:
    """Run ``view`` unless this person sent ``key`` before; then give the first answer."""
    name = _name(key)
    kernel = current_app.extensions["kindhours"]
    print_ = _fingerprint()
    first = _claim(kernel.database, name, print_, kernel.clock())
    if first is not None:
        return _answer(first, print_)
    response = named(key, lambda: _run(view))
    _keep(kernel.database, name, response)
    return response


def named(key: str, view: Callable[[], Any]) -> Any:
    """Run ``view`` with its key, and keep nothing: the body or the answer is a secret.

    A body with a password or an identity number must not stand in the database as a plain hash,
    from which it could be guessed. The operation itself bears the repeat.
    """
    token = command_key.set(id_from("command", _name(key)))
    try:
        return view()
    finally:
        command_key.reset(token)


def _name(key: str) -> str:
    """The key as this person's, for this address."""
    if len(key) > _LONGEST_KEY:
        raise KeyTooLong(field="Idempotency-Key")
    identity = g.get("identity")
    return f"{identity.volunteer_id if identity else 'public'}:{request.path}:{key}"


def _fingerprint() -> str:
    """Of what is sent; a form sent again has another boundary between the same fields."""
    boundary = request.mimetype_params.get("boundary", "").encode()
    body = request.get_data(cache=True).replace(boundary, b"")
    parts = (request.method.encode(), request.full_path.encode(), body)
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()


def _claim(database: Db, name: str, print_: str, now: datetime) -> dict[str, Any] | None:
    """Take the key, or return what its first request left."""
    claim = {"_id": name, "fingerprint": print_, "at": now, "answer": None}
    try:
        database[COLLECTION].insert_one(claim)
        return None
    except DuplicateKeyError:
        pass
    taken = database[COLLECTION].find_one_and_update(
        {"_id": name, "fingerprint": print_, "answer": None, "at": {"$lt": now - _GIVEN_UP_AFTER}},
        {"$set": {"at": now}},
    )
    return None if taken else database[COLLECTION].find_one({"_id": name}) or claim


def _answer(first: dict[str, Any], print_: str) -> Response:
    if first["fingerprint"] != print_:
        raise KeyReused(field="Idempotency-Key")
    kept = first["answer"]
    if kept is None:
        raise StillRunning
    response = Response(kept["body"], status=kept["status"], headers=json.loads(kept["headers"]))
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _run(view: Callable[[], Any]) -> Response:
    """The view's answer; a refusal is an answer too."""
    try:
        return current_app.make_response(view())
    except Exception as fault:
        return current_app.make_response(current_app.handle_user_exception(fault))


def _keep(database: Db, name: str, response: Response) -> None:
    """Keep the answer; trouble of ours is no answer, so then the key is free again."""
    if response.status_code >= 500 or response.status_code in (401, 429):
        database[COLLECTION].delete_one({"_id": name, "answer": None})
        return
    headers = {key: response.headers[key] for key in _KEPT_HEADERS if key in response.headers}
    headers["Content-Type"] = response.headers.get("Content-Type", "application/json")
    answer = {
        "status": response.status_code,
        "body": response.get_data(),
        "headers": json.dumps(headers),
    }
    database[COLLECTION].update_one({"_id": name, "answer": None}, {"$set": {"answer": answer}})
