"""Certificate numbers and the codes that open their check pages."""

import hashlib
import re
from datetime import date

# Crockford's base 32: no letter looks like a digit on paper.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_LENGTH = 10
_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1"})
NUMBER = re.compile(rf"[0-9]{{8}}-[{LETTERS}]{{{_LENGTH}}}")


def number_of(issued_on: date, seed: str) -> str:
    """ "20261121-7K3M9Q2XAB": the day, and 50 bits of the hash of ``seed``.

    The same seed on the same day is the same number, so that a repeated command meets its record.
    """
    bits = int.from_bytes(hashlib.sha256(f"certificate\x1f{seed}".encode()).digest()[:8])
    return f"{issued_on:%Y%m%d}-{letters(bits, _LENGTH)}"


def letters(bits: int, length: int) -> str:
    """The lowest ``5 * length`` bits as letters."""
    return "".join(LETTERS[bits >> 5 * place & 31] for place in reversed(range(length)))


def read_number(typed: str) -> str | None:
    """The number somebody typed from paper, or None when it cannot be one."""
    text = _plain(typed)
    number = f"{text[:8]}-{text[8:]}"
    return number if NUMBER.fullmatch(number) else None


def read_code(typed: str) -> str:
    """The code somebody typed from paper, in groups or not, in small letters or not."""
    return _plain(typed)


def in_groups(code: str) -> str:
    """A code as paper shows it: "7K3M 9Q2X AB4D 0WTP"."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _plain(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).upper().translate(_TYPED)[:64]
