"""Access tokens: signed by the volunteers service, checked by all without a database read.

EdDSA (Ed25519) JSON web tokens (RFC 7519, RFC 8037). A checked token is remembered in memory, so
that its signature costs once a process.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared.auth import Grant, Identity
from shared.refusal import Refusal

ISSUER = "kindhours"


class NotSignedIn(Refusal):
    """Raised when there is no token, or none that holds now."""

    zh = "请先登录。"
    en = "Please sign in first."


def sign(identity: Identity, private_key: str, *, at: datetime, minutes: int) -> str:
    """A token for ``identity`` that holds from ``at`` for ``minutes``."""
    claims = {
        "iss": ISSUER,
        "sub": identity.volunteer_id,
        "num": identity.number,
        "lang": identity.language,
        "grants": [[grant.role, grant.organisation_path] for grant in identity.grants],
        "iat": int(at.timestamp()),
        "exp": int((at + timedelta(minutes=minutes)).timestamp()),
    }
    return jwt.encode(claims, private_key, algorithm="EdDSA")


def verify(token: str, public_key: str, at: datetime) -> Identity:
    """Who holds this token. Raises NotSignedIn when it is forged, foreign or over."""
    try:
        identity, expires = _checked(token, public_key)
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        raise NotSignedIn from None
    if at.timestamp() >= expires:
        raise NotSignedIn
    return identity


@lru_cache(maxsize=20_000)
def _checked(token: str, public_key: str) -> tuple[Identity, int]:
    claims: dict[str, Any] = jwt.decode(
        token,
        _key(public_key),
        algorithms=["EdDSA"],
        issuer=ISSUER,
        options={"verify_exp": False, "verify_iat": False, "require": ["sub", "exp", "grants"]},
    )
    grants = tuple(Grant(str(role), str(path)) for role, path in claims["grants"])
    identity = Identity(claims["sub"], claims["num"], grants, claims["lang"])
    return identity, int(claims["exp"])


@lru_cache(maxsize=4)
def _key(public_key: str) -> Any:
    """Reading PEM takes longer than checking a signature."""
    return load_pem_public_key(public_key.encode())
