"""Cursors of lists that go by a moment and, within it, by a key."""

from datetime import datetime

from shared import paging


def moment_and_key(cursor: str | None) -> tuple[datetime, str] | None:
    """The last row somebody has seen; None before the first page. Raises CursorInvalid."""
    if cursor is None:
        return None
    moment, key = paging.decode(cursor, 2)
    if not isinstance(moment, datetime) or not isinstance(key, str):
        raise paging.CursorInvalid(field="cursor")
    return moment, key
