"""Say how far an export has come, while it is made: its page shows it to whoever waits."""

from collections.abc import Callable

from services.hours.store import Store

EVERY = 1_000
"""Rows between two words about it."""


def telling(key: str, *, store: Store) -> Callable[[int], None]:
    """What to call with the number of rows written so far; ``key``: the note of the export."""

    def tell(rows: int) -> None:
        if rows % EVERY == 0:
            store.people.export_written(key, rows)

    return tell


def tell_made(key: str, *, store: Store) -> None:
    """The file is whole, or will never be."""
    store.people.export_made(key)
