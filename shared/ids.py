"""Ids: 24 hex digits that grow with time, so that indexes grow at their end."""

import hashlib

from bson import ObjectId

from shared.context import command_key


def new_id() -> str:
    """A new id; later ones are greater (to the second, per process within it)."""
    return str(ObjectId())


def id_from(*parts: str) -> str:
    """The same 24 hex digits for the same parts, on every machine and for ever."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def command_id() -> str:
    """The id of what a command creates.

    Under an ``Idempotency-Key`` it is derived from the key, so that a repeat after a crash meets
    the record of the first try instead of making a second one.
    """
    return command_key.get() or new_id()
