"""What a person reads: her messages and her preferences, as plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notifications.domain.people import language_of, wants_email
from services.notifications.domain.words import KINDS
from services.notifications.store import Store
from shared import paging
from shared.storage.mongo import Document

Plain = dict[str, Any]


@dataclass(frozen=True)
class PageWanted:
    """Which part of an inbox: ``cursor`` comes from the page before, None for the first."""

    unread: bool
    cursor: str | None
    limit: int


def messages(
    volunteer_id: str, wanted: PageWanted, *, store: Store, language: str | None = None
) -> Plain:
    """One page, the newest first, in this language or else hers: {language, items, next_cursor}."""
    after = _after(wanted.cursor) if wanted.cursor else None
    rows = store.inbox.page(volunteer_id, unread=wanted.unread, after=after, limit=wanted.limit + 1)
    shown, more = rows[: wanted.limit], len(rows) > wanted.limit
    language = language or _language(volunteer_id, store)
    return {
        "language": language,
        "items": [_item(row, language) for row in shown],
        "next_cursor": paging.encode([shown[-1]["at"], shown[-1]["_id"]]) if more else None,
    }


def message(row: Document, *, store: Store, language: str | None = None) -> Plain:
    """One message as the list shows it."""
    return _item(row, language or _language(row["volunteer_id"], store))


def unread(volunteer_id: str, *, store: Store) -> Plain:
    """{unread: how many}."""
    return {"unread": store.inbox.count_unread(volunteer_id)}


def preferences(volunteer_id: str, *, store: Store) -> Plain:
    """What holds now, {language, email{kind: bool}}, and under ``chosen`` what she chose.

    ``address`` and ``usual_email`` (whether mail is wanted where she chose nothing) are those of
    her registration.
    """
    person, chosen = store.people.look_up([volunteer_id])[volunteer_id]
    return {
        "address": person and person.email,
        "usual_email": person is not None and person.wants_email,
        "language": language_of(person, chosen),
        "email": {kind: wants_email(kind, person, chosen) for kind in KINDS},
        "chosen": {"language": chosen.language, "email": dict(chosen.email)},
    }


def _language(volunteer_id: str, store: Store) -> str:
    return language_of(*store.people.look_up([volunteer_id])[volunteer_id])


def _after(cursor: str) -> tuple[datetime, str]:
    at, last = paging.decode(cursor, 2)
    if not isinstance(at, datetime) or not isinstance(last, str) or not last.isalnum():
        raise paging.CursorInvalid(field="cursor")
    return at, last


def _item(row: Document, language: str) -> Plain:
    plain = {"id": row["_id"], "kind": row["kind"], "at": row["at"], "read_at": row["read_at"]}
    return {**plain, **row["texts"][language], "about": row["about"]}
