"""Pages: what is written at once stands on a page, and each page seals the one before.

A page names its journals, their sums and the page before it. So whoever changes, removes or adds a
journal breaks its page, and whoever changes a page breaks all that follow.

    digest = sha256(previous, "<chain>:<number>:<milliseconds>:<count>", the ids, the journals'
             sha256 in that order)
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

Page = dict[str, Any]
PAGE = "page"
MARK_BYTES = 4
_LARGEST = 2**24


class Head(NamedTuple):
    """The last page of a chain: its number and digest; before the first one 0 and nothing."""

    number: int = 0
    digest: bytes = bytes(32)


def page_id(chain: str, number: int) -> str:
    """The pages of a chain sort by their numbers."""
    return f"page:{chain}:{number:012d}"


def digest_of(journal: bytes) -> bytes:
    """The sum of a journal, given as it is stored: BSON."""
    return hashlib.sha256(journal).digest()


def page_after(
    head: Head, chain: str, ids: Sequence[str], digests: Sequence[bytes], at: datetime
) -> Page:
    """The page that follows ``head`` and holds these journals.

    ``names`` are their ids, packed, and ``marks`` the first bytes of their sums: they say which
    journal it is that does not fit.
    """
    names = "\n".join(ids)
    page = {
        "_id": page_id(chain, head.number + 1),
        "kind": PAGE,
        "chain": chain,
        "number": head.number + 1,
        "previous": head.digest,
        "count": len(ids),
        "at": at.replace(microsecond=at.microsecond // 1000 * 1000),
        "names": zlib.compress(names.encode(), 1),
        "marks": b"".join(one[:MARK_BYTES] for one in digests),
    }
    return page | {"digest": page_digest(page, names, digests)}


def page_digest(page: Mapping[str, Any], names: str, digests: Sequence[bytes]) -> bytes:
    """What the digest of a page with such journals must be; ``names`` unpacked."""
    milliseconds = round(page["at"].timestamp() * 1000)
    facts = f"{page['chain']}:{page['number']}:{milliseconds}:{page['count']}\n{names}\n"
    return hashlib.sha256(b"".join((page["previous"], facts.encode(), *digests))).digest()


def names_of(page: Mapping[str, Any]) -> list[str]:
    """The ids of the journals on a page, in their order. Raises ValueError when they are none."""
    try:
        return zlib.decompressobj().decompress(page["names"], _LARGEST).decode().split("\n")
    except zlib.error as fault:
        raise ValueError(str(fault)) from None
