"""A volunteer's own code: she shows it, and an organiser's phone knows her, without network too.

It names the person and the local day it is good for, under a keyed mark of the office. A prepared
roster holds of each code only a hash: the phone recognises a code it is shown, and cannot make one.
It says who stands there, no more; it is the organiser's tap that counts.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.refusal import Conflict, Invalid

PREFIX = "KH1-"
LETTERS = len(PREFIX) + 36
_PERSON_BYTES, _DAY_BYTES, _MAC_BYTES = 12, 3, 12
_BODY_BYTES = _PERSON_BYTES + _DAY_BYTES
_HASH_LETTERS = 24


class PersonalCodeNotOurs(Invalid):
    """Raised when a personal code was not made by this office, or was changed on its way."""

    zh = "这不是有效的个人码，请志愿者打开“我的码”页面出示。"
    en = "This is no personal code of ours. Please let the volunteer open her code's page."


class PersonalCodeOver(Conflict):
    """Raised when a personal code is of another day than the one it was shown on."""

    zh = "个人码仅当天有效，这是{day}的个人码。"
    en = "A personal code is good for one day; this one is of {day}."


@dataclass(frozen=True, slots=True)
class PersonalCodes:
    """Makes and reads personal codes with the office's key; ``zone`` says when its days begin."""

    secret: bytes
    zone: ZoneInfo

    def of(self, volunteer_id: str, day: date) -> str:
        """The code of this person (24 hex digits) for the local ``day``: 40 letters."""
        body = bytes.fromhex(volunteer_id) + day.toordinal().to_bytes(_DAY_BYTES, "big")
        raw = body + self._mac(body)
        return PREFIX + base64.urlsafe_b64encode(raw).decode()

    def marks(self, volunteer_id: str, opens: datetime, closes: datetime) -> list[str]:
        """What a phone compares with the hash of a code it scans, a day from ``opens`` to
        ``closes`` each."""
        first, last = (moment.astimezone(self.zone).date() for moment in (opens, closes))
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [mark_of(self.of(volunteer_id, day)) for day in days]

    def read(self, code: str, at: datetime) -> str:
        """Whose code it is, as shown at ``at``. Raises PersonalCodeNotOurs, PersonalCodeOver."""
        try:
            raw = base64.b64decode(code.removeprefix(PREFIX), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise PersonalCodeNotOurs(field="code") from None
        body, mac = raw[:_BODY_BYTES], raw[_BODY_BYTES:]
        if not (code.startswith(PREFIX) and hmac.compare_digest(mac, self._mac(body))):
            raise PersonalCodeNotOurs(field="code")
        day = date.fromordinal(int.from_bytes(body[_PERSON_BYTES:], "big"))
        if day != at.astimezone(self.zone).date():
            raise PersonalCodeOver(field="code", day=day.isoformat())
        return body[:_PERSON_BYTES].hex()

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self.secret, b"person\x1f" + body, "sha256")[:_MAC_BYTES]


def mark_of(code: str) -> str:
    """The hash of a code that stands in a prepared roster; static/kept.js makes the same."""
    return hashlib.sha256(code.encode()).hexdigest()[:_HASH_LETTERS]
