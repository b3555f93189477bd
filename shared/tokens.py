"""Access tokens: signed by the volunteers service, checked by all without a database read.

EdDSA (Ed25519) JSON web tokens (RFC 7519, RFC 8037). A checked token is remembered in memory, so
that its signature costs once a process.
"""

import json
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared.auth import Grant, Identity
from shared.refusal import Refusal

ISSUER = "kindhours"
_HEADER = b"eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9"  # {"alg":"EdDSA","typ":"JWT"}


class NotSignedIn(Refusal):
    """Raised when there is no token, or none that holds now."""

    zh = "请先登录。"
    en = "Please sign in first."


def sign(identity: Identity, private_key: str, *, at: datetime, minutes: int) -> str:
    """A token for ``identity`` that holds from ``at`` for ``minutes``."""
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "sub": identity.volunteer_id,
        "num": identity.number,
        "lang": identity.language,
        "grants": [[grant.role, grant.organisation_path] for grant in identity.grants],
        "iat": int(at.timestamp()),
        "exp": int((at + timedelta(minutes=minutes)).timestamp()),
    }
    if identity.provisional:
        claims["provisional"] = True
    return jwt.encode(claims, private_key, algorithm="EdDSA")


def verify(token: str, public_key: str, at: datetime) -> Identity:
    """Who holds this token. Raises NotSignedIn when it is forged, foreign or over."""
    try:
        identity, expires = _checked(token, public_key)
    except (InvalidSignature, LookupError, TypeError, ValueError):
        raise NotSignedIn from None
    if at.timestamp() >= expires:
        raise NotSignedIn
    return identity


@lru_cache(maxsize=20_000)
def _checked(token: str, public_key: str) -> tuple[Identity, int]:
    """Only what ``sign`` makes passes: no header but its own is looked at, so none can choose how
    it is checked. The library would take half as long again."""
    signed, signature = token.encode().rsplit(b".", 1)
    header, payload = signed.split(b".")
    if header != _HEADER:
        raise NotSignedIn
    _key(public_key).verify(_decoded(signature), signed)
    claims: dict[str, Any] = json.loads(_decoded(payload))
    if claims["iss"] != ISSUER:
        raise NotSignedIn
    grants = tuple(Grant(str(role), str(path)) for role, path in claims["grants"])
    provisional = "provisional" in claims
    identity = Identity(str(claims["sub"]), claims["num"], grants, claims["lang"], provisional)
    return identity, int(claims["exp"])


def _decoded(part: bytes) -> bytes:
    return urlsafe_b64decode(part + b"==")


@lru_cache(maxsize=4)
def _key(public_key: str) -> Any:
    """Reading PEM takes longer than checking a signature."""
    return load_pem_public_key(public_key.encode())
