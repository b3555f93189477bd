"""Repeats of commands whose process died after its write, before the answer was kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from shared.storage.kernel import ANSWERS
from shared.storage.mongo import Db, Document
from tests.conftest import SettableClock

KEY = {"Idempotency-Key": "7d3c5a90-52a1-4a1c-9a53-0d6a3f1d2b10"}
Send = Callable[[dict[str, str]], Any]


@dataclass(frozen=True)
class Outcome:
    """What one try was answered, and all there was after it."""

    status: int
    body: Any
    state: dict[str, list[Document]]


def two_tries(
    send: Send,
    database: Db,
    clock: SettableClock,
    *,
    new: Iterable[str] = (),
    noted: Iterable[str] = (),
) -> tuple[Outcome, Outcome]:
    """What ``send(headers)`` leads to, the first time by a process that dies, and again with the
    same key. Fails where the first is refused, or the second not run but answered from what is
    kept. A repeat that is borne well is answered like the first and changes nothing: the two
    outcomes are equal.

    ``new``: fields of an answer that are secrets, made anew, or the times when they are over.
    ``noted``: collections in which tries and looks are counted, whether they are repeats or not.
    """
    first = send(KEY)
    assert 200 <= first.status_code < 300, first.text
    done = Outcome(first.status_code, _but(first, new), state(database, noted))
    die_unanswered(database, clock)
    again = send(KEY)
    assert "Idempotent-Replayed" not in again.headers, "it was not run again"
    return done, Outcome(again.status_code, _but(again, new), state(database, noted))


def die_unanswered(database: Db, clock: SettableClock) -> None:
    """What a process leaves that was killed before it kept its answer, and a minute ago: the key
    is given up by then, and a code that was shown is over."""
    database[ANSWERS].update_many({}, {"$set": {"answer": None}})
    clock.advance(seconds=70)


def state(database: Db, noted: Iterable[str] = ()) -> dict[str, list[Document]]:
    """All there is, with the events on their way; but the kept answers and what is ``noted``."""
    names = set(database.list_collection_names()) - {ANSWERS, *noted}
    return {name: list(database[name].find().sort("_id", 1)) for name in names}


def commands_of(app: Flask) -> set[str]:
    """Every route that changes something, as "POST /sign-ups/<sign_up_id>/accept"."""
    return {
        f"{method} {rule.rule.removeprefix('/api/v1').replace('string:', '')}"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }


def _but(answer: Any, new: Iterable[str]) -> Any:
    body = answer.get_json(silent=True)
    return {**body, **dict.fromkeys(new)} if new else body
