"""Choosing an organisation without JavaScript: one list where the tree is small, else by search."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from services.volunteers.store import Store
from services.volunteers.views import organisations as views
from shared.pages import Form

MOST = 300
_FOUND = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """``options``: ids and labels. ``searched`` says that they are what a search found, because
    the whole tree would be too long a list; ``typed`` is what was searched for."""

    options: list[tuple[str, str]]
    searched: bool = False
    typed: str = ""


def organisations(store: Store, form: Form, paths: Sequence[str] | None = None) -> Choice:
    """The open organisations within ``paths`` (None: all) to choose one from."""
    ids = None if paths is None or "/" in paths else [path.rsplit("/", 2)[1] for path in paths]
    whole = views.branches(store, ids, most=MOST)
    if len(whole) < MOST:
        return Choice(_indented(whole))
    typed = request.values.get("organisation_q", "").strip()[:100]
    found = views.found(store, typed, paths, most=_FOUND) if typed else []
    chosen = form.value("organisation_id")
    if chosen and all(row["organisation_id"] != chosen for row in found):
        found = [*views.named(store, [chosen]).values(), *found]
    names = views.trails(store, found)
    return Choice([(one, names[one]) for one in names], searched=True, typed=typed)


def carried_out(form: Form, action: Callable[[], Any]) -> bool:
    """Whether what the form asks for is done now; one sent only to look for organisations asks
    for nothing."""
    return form.sent and not _looks() and form.attempt(action)


def _looks() -> bool:
    """Whether the button of the search was pressed, or Enter after a new word was typed for it."""
    typed = request.form.get("organisation_q", "").strip()
    new = typed != request.form.get("organisation_found", "").strip()
    chosen = request.form.get("organisation_id")
    return "find" in request.form or bool(typed and new and not chosen)


def _indented(rows: Iterable[dict[str, str]]) -> list[tuple[str, str]]:
    """Names one below the other, further in by their depth in the tree."""
    rows = list(rows)
    least = min((row["path"].count("/") for row in rows), default=0)
    return [
        (row["organisation_id"], "　" * (row["path"].count("/") - least) + row["name"])
        for row in rows
    ]
