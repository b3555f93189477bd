"""People who are signed in, for benchmarks: their tokens are signed by a key of our own."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shared.auth import Grant, Identity
from shared.clock import system_clock
from shared.tokens import sign


class Keys:
    """An Ed25519 key pair as PEM and the tokens it signs, each good for a day."""

    def __init__(self) -> None:
        key = Ed25519PrivateKey.generate()
        self._private = key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()
        self.public = (
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        )

    def token(self, volunteer_id: str, *grants: tuple[str, str]) -> str:
        """A token of this volunteer with (role, organisation path) grants."""
        held = tuple(Grant(role, path) for role, path in grants)
        who = Identity(volunteer_id, volunteer_id[-8:], held)
        return sign(who, self._private, at=system_clock(), minutes=24 * 60)

    def headers(self, volunteer_id: str, *grants: tuple[str, str]) -> dict[str, str]:
        """The same as a header."""
        return {"Authorization": f"Bearer {self.token(volunteer_id, *grants)}"}
