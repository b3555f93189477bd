"""A command leaves its name in the record it writes, and so knows itself when it comes again.

The first answer is kept after the write, in a record of its own (shared/web/idempotency.py). Where
a process dies between the two, the repeat meets what it has done itself: it answers that record as
it stands, and writes nothing. Without an ``Idempotency-Key`` there is no name, and no cost.
"""

from collections.abc import Mapping
from typing import Any

from shared.context import command_key
from shared.storage.mongo import Document

FIELD = "commands"


def is_repeat(record: Mapping[str, Any]) -> bool:
    """Whether the command in hand has written ``record`` before. Ask when its rights are checked,
    and before the rules are."""
    return command_key.get() in record.get(FIELD, ())


def marking() -> Document:
    """What the write of a record adds to its ``$push``; the last eight commands are kept."""
    return {FIELD: {"$each": [key], "$slice": -8}} if (key := command_key.get()) else {}


def marked() -> Document:
    """What a new record has beside its other fields."""
    return {FIELD: [key]} if (key := command_key.get()) else {}
