"""Style, script and icon: Bootstrap out of its wheel, ours beside it, each under its own hash."""

import hashlib
from functools import lru_cache
from pathlib import Path

import flask_bootstrap
from flask import Blueprint, Response, abort, current_app

_OURS = Path(__file__).parent / "static"
_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css"
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


def blueprint(service: str, own: Path) -> Blueprint:
    """/assets/<hash>/<name>: of all; /<service>/assets/<hash>/<name>: of this service."""
    rooms = Blueprint("assets", __name__)

    @rooms.get("/assets/<string:version>/<string:name>")
    def common(version: str, name: str) -> Response:
        return _served(_common(name), version)

    @rooms.get(f"/{service}/assets/<string:version>/<string:name>")
    def particular(version: str, name: str) -> Response:
        return _served(_within(own, name), version)

    return rooms


def asset(name: str) -> str:
    """The address of a file: the service's own if it has one of that name, else everybody's."""
    service, own = current_app.extensions["pages"]
    found = _within(own, name)
    if found:
        return f"/{service}/assets/{_hash(found)}/{name}"
    shared = _common(name)
    if not shared:
        raise LookupError(f"no such asset: {name}")
    return f"/assets/{_hash(shared)}/{name}"


def _common(name: str) -> Path | None:
    return _BOOTSTRAP if name == _BOOTSTRAP.name else _within(_OURS, name)


def _within(folder: Path, name: str) -> Path | None:
    found = folder / name
    return found if found.suffix in _KINDS and found.parent == folder and found.is_file() else None


@lru_cache(maxsize=200)
def _read(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=200)
def _hash(path: Path) -> str:
    return hashlib.sha256(_read(path)).hexdigest()[:12]


def _served(path: Path | None, version: str) -> Response:
    """For a year where the hash is right; an older page asking gets what there is, for now."""
    if path is None:
        abort(404)
    answer = Response(_read(path), mimetype=_KINDS[path.suffix])
    lasting = version == _hash(path)
    answer.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if lasting else "no-cache"
    )
    return answer
