"""Seals: once a day a chain of pages is sealed as far as it goes, and signed.

Whoever could rewrite a whole chain would have to forge its seals as well. Each seal holds the one
before, so that none can be left out in the middle.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.hours.domain.ledger.pages import Head

Seal = dict[str, Any]
FIRST = bytes(32)


def seal_id(chain: str, day: date) -> str:
    return f"{chain}:{day.isoformat()}"


def seal_of(
    chain: str,
    day: date,
    head: Head,
    before: Mapping[str, Any] | None,
    *,
    journals: int,
    at: datetime,
) -> Seal:
    """The seal of a chain's last page; ``before``: the one before it, ``journals``: how many stand
    on the pages since. Not signed yet."""
    seal = {
        "_id": seal_id(chain, day),
        "chain": chain,
        "day": day.isoformat(),
        "page": head.number,
        "digest": head.digest,
        "journals": journals + (before["journals"] if before else 0),
        "previous": before["seal"] if before else FIRST,
        "at": at,
    }
    return seal | {"seal": seal_digest(seal)}


def seal_digest(seal: Mapping[str, Any]) -> bytes:
    """What is signed: SHA-256 over the lines of a seal."""
    lines = (
        "kindhours ledger seal 1",
        seal["chain"],
        seal["day"],
        str(seal["page"]),
        seal["digest"].hex(),
        str(seal["journals"]),
        seal["previous"].hex(),
    )
    return hashlib.sha256("\n".join(lines).encode()).digest()
