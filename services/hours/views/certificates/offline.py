"""Check a certificate without any network: the signature, and only with the organisation's key."""

import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from services.hours.domain.certificates.text import NotSigned, Signed, decode, encode, read
from services.hours.store.certificates.keys import key_id_of

_SEAL = re.compile(rb"(.+\n%Kindhours ([0-9a-f]{16}) )([A-Za-z0-9_-]{86})\n", re.DOTALL)
_TEXT = re.compile(rb"/Keywords \(kindhours:([A-Za-z0-9_-]+)\)")


class Forged(ValueError):
    """Raised when a certificate was changed, or was signed by somebody else."""


def verify_text(text: str, key: Ed25519PublicKey) -> str:
    """The text, when ``key`` has signed it as it stands. Raises NotSigned, Forged."""
    _verify(read(text), key)
    return text


def verify_file(paper: bytes, key: Ed25519PublicKey) -> str:
    """The text of a certificate's PDF, when not a byte of the file was changed since it was drawn.

    Raises NotSigned, Forged.
    """
    found = _SEAL.fullmatch(paper)
    carried = _TEXT.search(paper)
    if found is None or carried is None:
        raise NotSigned("this is no certificate's file, or it is not whole")
    _verify(Signed(found[1], found[2].decode(), decode(found[3].decode())), key)
    return decode(carried[1].decode()).decode()


def seal_file(paper: bytes, key_id: str, key: Ed25519PrivateKey) -> bytes:
    """The PDF with a last line, a comment to its readers, that signs all before it."""
    message = paper + f"%Kindhours {key_id} ".encode()
    return message + encode(key.sign(message)).encode() + b"\n"


def keyword_of(text: str) -> str:
    """The signed text as a PDF carries it among its keywords."""
    return f"kindhours:{encode(text.encode())}"


def read_key(pem: bytes) -> Ed25519PublicKey:
    """A public key from its PEM. Raises NotSigned when it is no Ed25519 key."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        raise NotSigned("this is no public key in PEM") from None
    if not isinstance(key, Ed25519PublicKey):
        raise NotSigned("this is no Ed25519 key")
    return key


def pem_of(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _verify(signed: Signed, key: Ed25519PublicKey) -> None:
    own = key_id_of(key.public_bytes_raw())
    if signed.key_id != own:
        raise Forged(f"it names key {signed.key_id}, and this one is {own}")
    try:
        key.verify(signed.signature, signed.message)
    except InvalidSignature:
        raise Forged("the signature does not fit: something was changed") from None
