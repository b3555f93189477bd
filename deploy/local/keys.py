"""The secrets of a local run, made at its first start and kept where only the owner reads."""

import base64
import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.contracts.catalogue import SERVICES

FIRST_ROLES = ("administrator", "coordinator", "organiser", "volunteer")


def keys_of(folder: Path) -> dict[str, str]:
    """The secrets of ``folder``/secrets.json; what is missing is made and added."""
    path = folder / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if not {*_names()} <= kept.keys():
        kept = {**_make(), **kept}
        _write_private(path, json.dumps(kept, indent=1))
    return kept


def key_file(folder: Path, secret: str) -> Path:
    """The file mongod and its peers know each other by; mongod wants it private."""
    path = folder / "keyfile"
    _write_private(path, secret)
    return path


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)


def _names() -> list[str]:
    shared = ["TOKEN_PRIVATE_KEY", "TOKEN_PUBLIC_KEY", "IDENTITY_KEYS", "BLIND_INDEX_KEYS"]
    shared += ["HOURS_KEYS_MASTER", "CODE_SECRET", "MONGO_KEY", "MONGO_ROOT", "BUS_OPERATOR"]
    users = [f"{part}_{name}" for part in ("MONGO", "BUS") for name in SERVICES]
    return [*shared, *users, *(f"FIRST_{role}" for role in FIRST_ROLES)]


def _make() -> dict[str, str]:
    private = Ed25519PrivateKey.generate()
    pem = serialization.Encoding.PEM
    made = {name: secrets.token_urlsafe(24) for name in _names()}
    made["TOKEN_PRIVATE_KEY"] = private.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    made["TOKEN_PUBLIC_KEY"] = (
        private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    ).decode()
    made |= {f"FIRST_{role}": secrets.token_urlsafe(9) for role in FIRST_ROLES}  # to be typed
    for name in ("IDENTITY_KEYS", "BLIND_INDEX_KEYS", "HOURS_KEYS_MASTER"):
        made[name] = "1:" + _key()
    made["MONGO_KEY"] = base64.b64encode(secrets.token_bytes(96)).decode()
    return made


def _key() -> str:
    """256 random bits, base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()
