"""The text a certificate carries in its second QR code, to be checked without any network.

People read it in a scanner; its last line says which key signed it, and the signature:

    志愿服务记录证明
    编号：20261121-7K3M9Q2XAB
    …
    Ed25519 3f2a9c0d1e4b5a67 <86 signs>

What is signed is everything before the signature, byte by byte.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

_SIGNED = re.compile(r"(.+\nEd25519 ([0-9a-f]{16}) )([A-Za-z0-9_-]{86})", re.DOTALL)
_FIRST = {"zh": "志愿服务记录证明", "en": "Certificate of volunteer service"}
_ROWS = {
    "zh": (
        "编号：{_id}",
        "志愿者：{name}，{number}",
        "期间：{from} 至 {to}",
        "服务时间：{minutes} 分钟，{services} 次",
        "其中签到 {checked_in} 分钟，补录 {back} 分钟",
        "出具单位：{issuer}",
        "出具日期：{issued_on}",
    ),
    "en": (
        "Number: {_id}",
        "Volunteer: {name}, {number}",
        "Period: {from} to {to}",
        "Service time: {minutes} min, times served: {services}",
        "Checked in: {checked_in} min, back-entered: {back} min",
        "Issued by: {issuer}",
        "Date: {issued_on}",
    ),
}


class Signed(NamedTuple):
    """A text taken apart."""

    message: bytes
    key_id: str
    signature: bytes


class NotSigned(ValueError):
    """Raised when a text is none of a certificate, or not whole any more."""


def unsigned(certificate: Mapping[str, Any], key_id: str) -> str:
    """What is to be signed: the certificate in eight lines, and the beginning of the last."""
    back = certificate["back_minutes"]
    facts = {
        **{key: certificate[key] for key in ("_id", "from", "to", "issued_on", "minutes")},
        "name": _on_one_line(certificate["person"]["name"]),
        "number": certificate["person"]["number"],
        "services": len(certificate["services"]),
        "checked_in": certificate["minutes"] - back,
        "back": back,
        "issuer": _on_one_line(certificate["issuer"]["name"]),
    }
    language = certificate["language"]
    rows = [_FIRST[language], *(row.format_map(facts) for row in _ROWS[language])]
    return "\n".join([*rows, f"Ed25519 {key_id} "])


def encode(signature: bytes) -> str:
    """A signature as letters: base64 for addresses, without filling."""
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")


def decode(letters: str) -> bytes:
    """The signature again. Raises NotSigned for letters that ``encode`` would not write."""
    try:
        found = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except (ValueError, binascii.Error):
        raise NotSigned("the signature cannot be read") from None
    if encode(found) != letters:
        raise NotSigned("the signature cannot be read")
    return found


def read(text: str) -> Signed:
    """The parts of a signed text. Raises NotSigned."""
    found = _SIGNED.fullmatch(text)
    if found is None:
        raise NotSigned("this is no text of a certificate, or it is not whole")
    return Signed(found[1].encode(), found[2], decode(found[3]))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
