"""The code that changes every 30 seconds: proof of standing before the organiser's screen now.

It is made from the shift and the server's time alone, so that showing and checking it costs no
read and no write. A token goes into the QR picture's URL; six digits are for typing. Both are
good for the step they were shown in and for the next one: with the usual steps of 30 seconds,
30 to 60 seconds. A screenshot sent to somebody at home comes too late.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.refusal import Conflict, Invalid

DIGITS = 6
TOKEN_LETTERS = 39
_SKEW = timedelta(seconds=2)  # how far the clocks of two of our servers may be apart
_SHIFT_BYTES, _STEP_BYTES, _MAC_BYTES = 12, 4, 12
_BODY_BYTES = _SHIFT_BYTES + _STEP_BYTES + 1


class CodeNotOurs(Invalid):
    """Raised when a token was not made by this service, or was changed on its way."""

    zh = "这不是有效的签到码，请扫描活动现场屏幕上的二维码。"
    en = "This is no check-in code of ours. Please scan the one on the screen at the activity."


class CodeExpired(Conflict):
    """Raised when a code was real but is over: a screenshot, or a slow hand."""

    zh = "签到码已过期（每30秒更换，截图无效），请扫描现场屏幕上的最新二维码。"
    en = (
        "This code is over: it changes every 30 seconds, and a screenshot does not work. "
        "Please scan the one on the screen now."
    )


class WrongDigits(Conflict):
    """Raised when six digits are not this shift's now."""

    zh = "数字码不正确或已过期，请输入现场屏幕上的最新6位数字。"
    en = "These digits are wrong or over. Please type the six digits on the screen now."


@dataclass(frozen=True, slots=True)
class Code:
    """What one step's code says.

    ``shared_day``: the activity has other shifts on the same day, so that a person's pairs must
    be counted over several sign-ups. Whoever shows the code has read that; whoever checks it
    need not.
    """

    shift_id: str
    step: int
    shared_day: bool

    def body(self) -> bytes:
        shift = bytes.fromhex(self.shift_id)
        return shift + self.step.to_bytes(_STEP_BYTES, "big") + bytes([self.shared_day])


@dataclass(frozen=True, slots=True)
class Codes:
    """Makes and reads codes with one key. ``seconds`` is the length of a step."""

    secret: bytes
    seconds: int = 30

    def at(self, shift_id: str, now: datetime, *, shared_day: bool) -> Code:
        """The code of ``shift_id`` (24 hex digits) to show at ``now``."""
        return Code(shift_id, self._step(now), shared_day)

    def next_at(self, code: Code) -> datetime:
        """When the next code is shown; ``code`` itself is good for one step more."""
        return datetime.fromtimestamp((code.step + 1) * self.seconds, UTC)

    def token(self, code: Code) -> str:
        """The token for the URL: 39 letters, safe in a path."""
        body = code.body()
        raw = body + self._mac(b"token", body)[:_MAC_BYTES]
        return base64.urlsafe_b64encode(raw).decode()[:TOKEN_LETTERS]

    def digits(self, code: Code) -> str:
        """The six digits for typing."""
        number = int.from_bytes(self._mac(b"digits", code.body())[:8], "big")
        return str(number % 10**DIGITS).zfill(DIGITS)

    def read_token(self, token: str, now: datetime) -> Code:
        """The code a token carries. Raises CodeNotOurs, CodeExpired."""
        try:
            raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise CodeNotOurs(field="token") from None
        body, mac = raw[:_BODY_BYTES], raw[_BODY_BYTES:]
        if not hmac.compare_digest(mac, self._mac(b"token", body)[:_MAC_BYTES]):
            raise CodeNotOurs(field="token")
        code = Code(
            shift_id=body[:_SHIFT_BYTES].hex(),
            step=int.from_bytes(body[_SHIFT_BYTES:-1], "big"),
            shared_day=bool(body[-1]),
        )
        if code.step not in self._good_steps(now):
            raise CodeExpired(field="token")
        return code

    def read_digits(self, shift_id: str, typed: str, now: datetime) -> Code:
        """The code whose digits these are. Raises WrongDigits."""
        for step in self._good_steps(now):
            for shared_day in (False, True):
                code = Code(shift_id, step, shared_day)
                if hmac.compare_digest(self.digits(code).encode(), typed.encode()):
                    return code
        raise WrongDigits(field="digits")

    def _step(self, at: datetime) -> int:
        return int(at.timestamp()) // self.seconds

    def _good_steps(self, now: datetime) -> range:
        """The step before, the present one, the next when another server may be there already."""
        return range(self._step(now) - 1, self._step(now + _SKEW) + 1)

    def _mac(self, use: bytes, body: bytes) -> bytes:
        return hmac.digest(self.secret, use + b"\x1f" + body, "sha256")
