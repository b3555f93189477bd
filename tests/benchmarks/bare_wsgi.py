"""The least a check-in could be: a bare WSGI app that does one majority write a request."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from pymongo import MongoClient

from shared.ids import new_id

_open: list[Any] = []


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Reads the body, inserts one document, answers."""
    if not _open:
        client: MongoClient[dict[str, Any]] = MongoClient(os.environ["MONGO_URI"], w="majority")
        _open.append(client[os.environ["MONGO_DATABASE"]]["rows"])
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    _open[0].insert_one({"_id": new_id(), "body": body})
    answer = b'{"status":"ok"}'
    start_response(
        "200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    )
    return [answer]
