"""Identity numbers at rest: sealed with AES-256-GCM, found again by a keyed blind index.

A sealed number is bound to its record and field (associated data): copied into another record it
does not open. The blind index is HMAC-SHA256 under a key of its own. A record carries one index
for each active version of that key, and one unique database index over all of them, so that one
document cannot be registered twice while keys change.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.volunteers.domain.documents import IdentityDocument

Sealed = dict[str, Any]
_NONCE_BYTES = 12


class KeyRetired(Exception):
    """Raised when a record was sealed with a key version that is no longer configured."""


class Vault:
    """Seals, opens and indexes identity numbers. Keys are 32 bytes by version."""

    def __init__(self, keys: Mapping[int, bytes], index_keys: Mapping[int, bytes]) -> None:
        self._keys = {version: AESGCM(key) for version, key in keys.items()}
        self._index_keys = dict(index_keys)
        self.version = max(keys)

    def seal(self, document: IdentityDocument, person_id: str) -> Sealed:
        """The field ``identity`` of the record of ``person_id``."""
        nonce = os.urandom(_NONCE_BYTES)
        place = _place(person_id, self.version)
        cipher = self._keys[self.version].encrypt(nonce, document.number.encode(), place)
        return {
            "kind": document.kind,
            "country": document.country,
            "cipher": nonce + cipher,
            "key_version": self.version,
            "indexes": self.indexes(document),
        }

    def open(self, sealed: Mapping[str, Any], person_id: str) -> IdentityDocument:
        """The document again.

        Raises KeyRetired, and cryptography's InvalidTag when the record was tampered with.
        """
        version = sealed["key_version"]
        if version not in self._keys:
            raise KeyRetired(f"identity key version {version} is not configured")
        nonce, cipher = sealed["cipher"][:_NONCE_BYTES], sealed["cipher"][_NONCE_BYTES:]
        number = self._keys[version].decrypt(nonce, cipher, _place(person_id, version))
        return IdentityDocument(sealed["kind"], sealed["country"], number.decode())

    def indexes(self, document: IdentityDocument) -> list[str]:
        """The document as "version:digest" under each active key, the newest first."""
        key = document.key().encode()
        return [
            f"{version}:{hmac.new(self._index_keys[version], key, hashlib.sha256).hexdigest()}"
            for version in sorted(self._index_keys, reverse=True)
        ]

    def seal_file(self, data: bytes, name: str) -> bytes:
        """A file that waits in the database, bound to its name: key version, nonce, cipher."""
        nonce, head = os.urandom(_NONCE_BYTES), self.version.to_bytes(4, "big")
        return head + nonce + self._keys[self.version].encrypt(nonce, data, f"file/{name}".encode())

    def open_file(self, sealed: bytes, name: str) -> bytes:
        """The file again. Raises KeyRetired, and InvalidTag when it was tampered with."""
        version, nonce = int.from_bytes(sealed[:4], "big"), sealed[4 : 4 + _NONCE_BYTES]
        if version not in self._keys:
            raise KeyRetired(f"identity key version {version} is not configured")
        place = f"file/{name}".encode()
        return self._keys[version].decrypt(nonce, sealed[4 + _NONCE_BYTES :], place)

    def index_versions(self) -> set[str]:
        """The active versions of the index key, as they begin an index."""
        return {str(version) for version in self._index_keys}

    def is_current(self, sealed: Mapping[str, Any]) -> bool:
        """Whether a record is sealed with the newest key and indexed under all active ones."""
        stored = {index.split(":", 1)[0] for index in sealed["indexes"]}
        return sealed["key_version"] == self.version and stored == self.index_versions()


def _place(person_id: str, version: int) -> bytes:
    return f"people/{person_id}/identity.number/{version}".encode()
