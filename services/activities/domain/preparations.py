"""A roster prepared on a phone: a sealed note of who took it along, of which shift, and when.

The phone brings the note back with what it has kept. So the server knows, without writing anything
down, from when on these taps may be, and by whom.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.refusal import Forbidden, Invalid

_ID_BYTES, _TIME_BYTES, _MAC_BYTES = 12, 6, 16
_BODY_BYTES = 2 * _ID_BYTES + _TIME_BYTES
LONGEST_NOTE = 80
_START = datetime(1970, 1, 1, tzinfo=UTC)


class NoPreparation(Invalid):
    """Raised when the note was not made here, or is of another shift."""

    zh = "本机保存的名单无效，请联网后重新保存名单。"
    en = "The roster on this phone is not valid. Prepare it again when there is network."


class PreparedByAnother(Forbidden):
    """Raised when somebody else took the roster along: whose taps are they?"""

    zh = "名单由另一位负责人保存在本机，请由其本人登录后发送。记录仍保留在本机。"
    en = (
        "Another organiser prepared this roster. Let her sign in and send. "
        "Nothing is lost: the taps stay on this phone."
    )


@dataclass(frozen=True, slots=True)
class Preparation:
    """Who (``by``, a volunteer id) took which shift's roster along; ``at`` by the server."""

    shift_id: str
    by: str
    at: datetime

    def must_be(self, shift_id: str, by: str) -> None:
        """Raises NoPreparation, PreparedByAnother."""
        if self.shift_id != shift_id:
            raise NoPreparation(field="prepared")
        if self.by != by:
            raise PreparedByAnother(field="prepared")


def note_of(preparation: Preparation, secret: bytes) -> str:
    """The sealed note, in letters that are safe everywhere."""
    ids = bytes.fromhex(preparation.shift_id) + bytes.fromhex(preparation.by)
    millis = (preparation.at - _START) // timedelta(milliseconds=1)
    body = ids + millis.to_bytes(_TIME_BYTES, "big")
    return base64.urlsafe_b64encode(body + _mac(body, secret)).decode().rstrip("=")


def read_note(note: str, secret: bytes) -> Preparation:
    """Raises NoPreparation."""
    try:
        raw = base64.b64decode(note + "=" * (-len(note) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NoPreparation(field="prepared") from None
    body, mac = raw[:_BODY_BYTES], raw[_BODY_BYTES:]
    if not hmac.compare_digest(mac, _mac(body, secret)):
        raise NoPreparation(field="prepared")
    at = _START + timedelta(milliseconds=int.from_bytes(body[2 * _ID_BYTES :], "big"))
    return Preparation(body[:_ID_BYTES].hex(), body[_ID_BYTES : 2 * _ID_BYTES].hex(), at)


def _mac(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"prepared\x1f" + body, "sha256")[:_MAC_BYTES]
