"""The key of a person's calendar feed: who has it reads her shifts, and nothing else.

It is made from her id and how often she renewed it, under a secret of the office, so that nothing
is stored for those who never use it; renewing makes all earlier ones worthless.
"""

import base64
import binascii
import hmac

from shared.refusal import NotFound

_ID_BYTES, _TURN_BYTES, _MAC_BYTES = 12, 4, 20


class NoSuchCalendar(NotFound):
    """Raised for a key that is not, or no longer, one of ours."""

    zh = "没有这个日历，或其地址已更换。请在“我的班次”中重新复制地址。"
    en = "There is no such calendar, or its address was renewed. Copy it again from “My shifts”."


def calendar_key(secret: bytes, volunteer_id: str, turn: int) -> str:
    """48 letters, safe in a query. ``volunteer_id``: 24 hex digits."""
    body = bytes.fromhex(volunteer_id) + turn.to_bytes(_TURN_BYTES, "big")
    return base64.urlsafe_b64encode(body + _mac(secret, body)).decode()


def read_calendar_key(secret: bytes, key: str) -> tuple[str, int]:
    """Whose key it is, and of which turn. Raises NoSuchCalendar."""
    try:
        raw = base64.b64decode(key, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NoSuchCalendar() from None
    body, mac = raw[: _ID_BYTES + _TURN_BYTES], raw[_ID_BYTES + _TURN_BYTES :]
    if not hmac.compare_digest(mac, _mac(secret, body)):
        raise NoSuchCalendar()
    return body[:_ID_BYTES].hex(), int.from_bytes(body[_ID_BYTES:], "big")


def _mac(secret: bytes, body: bytes) -> bytes:
    return hmac.digest(secret, b"calendar\x1f" + body, "sha256")[:_MAC_BYTES]
