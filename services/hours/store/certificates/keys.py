"""The collection ``signing_keys``: one Ed25519 pair in use for each recording organisation.

_id              the key's id: 16 hex digits of the SHA-256 of its public half
organisation_id  whose it is
public           32 bytes, for everybody and for ever: what it signed must stay verifiable
cipher           nonce and private half, sealed with AES-256-GCM under the master key of
                 ``version`` and bound to this record: in another's place it does not open
in_use           True of the one that signs now; absent of those that signed before
"""

import hashlib
import os
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.settings import Keys as MasterKeys
from shared.storage.mongo import Db, Document

COLLECTION = "signing_keys"
# Unique: of two that make the first pair of an organisation at once, one reads the other's.
INDEXES = [
    IndexModel(
        [("organisation_id", ASCENDING)],
        name="in_use",
        unique=True,
        partialFilterExpression={"in_use": True},
    )
]
_NONCE_BYTES = 12


class MasterKeyMissing(Exception):
    """Raised when no master key is configured, or not the version a pair was sealed with."""


class Signer(NamedTuple):
    key_id: str
    key: Ed25519PrivateKey


class Keys:
    """Signing keys at rest. ``master`` holds 32 bytes by version; the highest one seals."""

    def __init__(self, database: Db, master: MasterKeys) -> None:
        self._rows = database[COLLECTION]
        self._master = {version: AESGCM(key) for version, key in master.items()}

    def signer(self, organisation_id: str) -> Signer:
        """The pair an organisation signs with; the first who asks has it made.

        Raises MasterKeyMissing, and cryptography's InvalidTag when the record was tampered with.
        """
        mine = {"organisation_id": organisation_id, "in_use": True}
        row = self._rows.find_one(mine)
        while row is None:
            made = self._make(organisation_id)
            try:
                self._rows.insert_one(made)
                row = made
            except DuplicateKeyError:
                row = self._rows.find_one(mine)
        return Signer(row["_id"], self._open(row))

    def public(self, key_id: str) -> Ed25519PublicKey | None:
        """The public half of a key, in use or not; None when there never was such a key."""
        row = self._rows.find_one({"_id": key_id}, {"public": 1})
        return Ed25519PublicKey.from_public_bytes(row["public"]) if row else None

    def owner(self, key_id: str) -> str | None:
        """The organisation whose key it is."""
        row = self._rows.find_one({"_id": key_id}, {"organisation_id": 1})
        return str(row["organisation_id"]) if row else None

    def retire(self, organisation_id: str) -> None:
        """Sign with a new pair from now on; what the old one signed stays verifiable."""
        self._rows.update_one(
            {"organisation_id": organisation_id, "in_use": True}, {"$unset": {"in_use": ""}}
        )

    def reseal(self, most: int = 500) -> int:
        """Seal up to ``most`` pairs with the newest master key; returns how many it did.

        0 means that older master keys may be taken away. Raises MasterKeyMissing.
        """
        if not self._master:
            return 0
        done = 0
        other = {"version": {"$ne": max(self._master)}}
        for row in self._rows.find(other, limit=most):
            sealed = self._seal(row["_id"], self._open(row))
            found = {"_id": row["_id"], "version": row["version"]}
            done += self._rows.update_one(found, {"$set": sealed}).modified_count
        return done

    def _make(self, organisation_id: str) -> Document:
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        key_id = key_id_of(public)
        row = {"_id": key_id, "organisation_id": organisation_id, "public": public, "in_use": True}
        return {**row, **self._seal(key_id, key)}

    def _seal(self, key_id: str, key: Ed25519PrivateKey) -> Document:
        if not self._master:
            raise MasterKeyMissing("HOURS_KEYS_MASTER is not configured")
        version, nonce = max(self._master), os.urandom(_NONCE_BYTES)
        place = _place(key_id, version)
        cipher = self._master[version].encrypt(nonce, key.private_bytes_raw(), place)
        return {"cipher": nonce + cipher, "version": version}

    def _open(self, row: Document) -> Ed25519PrivateKey:
        version, cipher = row["version"], row["cipher"]
        if version not in self._master:
            raise MasterKeyMissing(f"HOURS_KEYS_MASTER has no version {version}")
        nonce, place = cipher[:_NONCE_BYTES], _place(row["_id"], version)
        private = self._master[version].decrypt(nonce, cipher[_NONCE_BYTES:], place)
        return Ed25519PrivateKey.from_private_bytes(private)


def key_id_of(public: bytes) -> str:
    """The id of a public key (32 raw bytes): a key cannot be passed off as another."""
    return hashlib.sha256(public).hexdigest()[:16]


def _place(key_id: str, version: int) -> bytes:
    return f"{COLLECTION}/{key_id}/private/{version}".encode()
