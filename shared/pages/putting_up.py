"""Pages are put up in an application once its API stands."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Flask

from shared.pages import assets, refused, showing
from shared.pages.room import Pages
from shared.web.access import policy_of

_HERE = Path(__file__).parent


def put_up(app: Flask, rooms: Sequence[Blueprint], *, service: str, folder: Path) -> None:
    """Add ``rooms`` to ``app``; ``folder`` is the service's, with templates/ and static/.

    Raises RuntimeError when a page does not say who may see it.
    """
    app.extensions["pages"] = (service, folder / "static")
    common = Blueprint("pages_kernel", __name__, template_folder=str(_HERE / "templates"))
    own = Blueprint("pages_own", __name__, template_folder=str(folder / "templates"))
    app.register_blueprint(own)
    app.register_blueprint(common)
    app.register_blueprint(assets.blueprint(service, folder / "static"))
    app.context_processor(showing.vocabulary)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    refused.everywhere(app)
    for room in rooms:
        app.register_blueprint(room)
    _refuse_unguarded(app, {room.name for room in rooms if isinstance(room, Pages)})


def _refuse_unguarded(app: Flask, names: set[str]) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in names:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if not policy_of(app, rule.endpoint, method):
                raise RuntimeError(f"{method} {rule.rule} does not say who may see it")
