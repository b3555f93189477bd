"""Cursors: where a list goes on, as an opaque word."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from shared.refusal import Invalid

_LARGEST = 2**53


class CursorInvalid(Invalid):
    """Raised when a cursor is not one of ours."""

    zh = "翻页标记无效，请从第一页重新开始。"
    en = "This cursor is not valid. Start again from the first page."


def encode(values: list[Any]) -> str:
    """The sort values of the last row; datetimes keep their milliseconds."""
    plain = [{"t": one.isoformat()} if isinstance(one, datetime) else one for one in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, length: int | None = None) -> list[Any]:
    """The values of ``encode``; plain scalars only, so that no operator can hide in a cursor.

    Raises CursorInvalid, also when there are not ``length`` values.
    """
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [_value(one) for one in plain]
    except (ValueError, TypeError, KeyError, binascii.Error, RecursionError):
        raise CursorInvalid(field="cursor") from None
    if not isinstance(plain, list) or (length is not None and len(values) != length):
        raise CursorInvalid(field="cursor")
    return values


def _value(one: Any) -> Any:
    """What the database can hold, too: no vast number, no half of a letter, no year 0."""
    if isinstance(one, dict):
        moment = datetime.fromisoformat(one["t"])
        if moment.tzinfo is None or not 1900 <= moment.year <= 2200:
            raise ValueError
        return moment
    if isinstance(one, str):
        one.encode()
    elif isinstance(one, int) and abs(one) > _LARGEST:
        raise ValueError
    elif one is not None and not isinstance(one, int | float | bool):
        raise TypeError
    return one
