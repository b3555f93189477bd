"""Say how far an export has come, while it is made: its page shows it to whoever waits."""

from services.hours.store import Store

EVERY = 1_000
"""Rows between two words about it."""


def tell_export(key: str, rows: int | None, *, store: Store) -> None:
    """``key``: the note of the export; ``rows`` written so far, None: the file is whole, or will
    never be."""
    if rows is None:
        store.people.export_made(key)
    elif rows % EVERY == 0:
        store.people.export_written(key, rows)
