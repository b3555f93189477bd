"""Cursors: where a list goes on, as an opaque word."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from shared.refusal import Invalid


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
    if isinstance(one, dict):
        return datetime.fromisoformat(one["t"])
    if one is not None and not isinstance(one, str | int | float | bool):
        raise TypeError
    return one
