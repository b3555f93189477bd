"""Whether the pages of a book prove its journals: each one found names what does not fit.

Journals and pages are fed as they come, best in the order they were written: then a journal waits
in memory for its page only. Any other order gives the same findings and needs more memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.hours.domain.ledger.pages import (
    MARK_BYTES,
    Head,
    Page,
    names_of,
    page_digest,
    page_id,
)


@dataclass(slots=True)
class _Chain:
    """``head``: the last page of the unbroken part; ``further``: pages that wait for theirs."""

    head: Head = field(default_factory=Head)
    further: dict[int, tuple[bytes, Head]] = field(default_factory=dict)


class Proof:
    """One book's. ``expected``: digests of pages by (chain, number), as seals and heads say."""

    def __init__(self, expected: Mapping[tuple[str, int], Sequence[tuple[str, bytes]]]) -> None:
        self._expected = expected
        self._seen: set[tuple[str, int]] = set()
        self._loose: dict[str, bytes] = {}
        self._waiting: list[Page] = []
        self._chains: dict[str, _Chain] = {}
        self.journals = 0
        self.pages = 0

    def journal(self, key: str, digest: bytes) -> None:
        """A journal as it stands; ``digest``: its SHA-256."""
        self.journals += 1
        self._loose[key] = digest

    def page(self, page: Page) -> Iterator[str]:
        """A page; what it says of itself and of the journals on it."""
        self.pages += 1
        if not _readable(page):
            yield f"page {page['_id']} was changed: it cannot be read"
            return
        chain, number = page["chain"], page["number"]
        if page["_id"] != page_id(chain, number):
            yield f"page {page['_id']} calls itself number {number} of {chain}"
        self._link(chain, number, page["previous"], page["digest"])
        for who, digest in self._expected.get((chain, number), ()):
            self._seen.add((chain, number))
            if digest != page["digest"]:
                yield f"page {page['_id']} is not the one that {who} names"
        names = names_of(page)
        if all(name in self._loose for name in names):
            yield from self._settle(page, names)
        else:
            self._waiting.append(page)

    def end(self) -> Iterator[str]:
        """All is fed: what is missing, and what is too much."""
        for page in self._waiting:
            yield from self._settle(page, names_of(page))
        for name, chain in sorted(self._chains.items()):
            yield from _gaps(name, chain)
        for (name, number), says in sorted(self._expected.items()):
            if (name, number) not in self._seen:
                who = " and ".join(one for one, _ in says)
                yield f"page {page_id(name, number)} is missing: {who} names it"
        for key in self._loose:
            yield f"journal {key} stands on no page"

    def ends(self) -> dict[str, int]:
        """The number of the last page of each chain."""
        return {
            name: max(chain.head.number, *chain.further, 0) for name, chain in self._chains.items()
        }

    def _settle(self, page: Page, names: Sequence[str]) -> Iterator[str]:
        found = [self._loose.pop(name, None) for name in names]
        digests = [one for one in found if one is not None]
        fits = page_digest(page, "\n".join(names), digests) == page["digest"]
        marks = [one and one[:MARK_BYTES] for one in found]
        if fits and b"".join(one or b"" for one in marks) == page["marks"]:
            return
        told = False
        for place, (name, mark) in enumerate(zip(names, marks, strict=True)):
            kept = page["marks"][place * MARK_BYTES : (place + 1) * MARK_BYTES]
            if mark is None:
                yield f"journal {name} is missing from page {page['_id']}"
            elif mark != kept and not fits:
                yield f"journal {name} is not as it was when page {page['_id']} was written"
            else:
                continue
            told = True
        if fits or not told:
            yield f"page {page['_id']} was changed"

    def _link(self, name: str, number: int, previous: bytes, digest: bytes) -> None:
        chain = self._chains.setdefault(name, _Chain())
        chain.further[number] = (previous, Head(number, digest))
        while (after := chain.further.get(chain.head.number + 1)) and after[0] == chain.head.digest:
            chain.head = chain.further.pop(chain.head.number + 1)[1]


def _readable(page: Page) -> bool:
    kinds = {"chain": str, "number": int, "count": int, "at": datetime}
    kinds |= dict.fromkeys(("previous", "digest", "names", "marks"), bytes)
    if not all(isinstance(page.get(name), kind) for name, kind in kinds.items()):
        return False
    try:
        return bool(names_of(page))
    except ValueError:
        return False


def _gaps(name: str, chain: _Chain) -> Iterator[str]:
    """Where a chain is torn: its pages from there on follow nothing that is there."""
    before = chain.head
    for number, (previous, head) in sorted(chain.further.items()):
        if number > before.number + 1:
            first, last = page_id(name, before.number + 1), page_id(name, number - 1)
            yield (
                f"page {first} is missing"
                if first == last
                else f"pages {first} to {last} are missing"
            )
        elif previous != before.digest:
            yield f"page {page_id(name, number)} does not follow {page_id(name, number - 1)}"
        before = head


def expectations(
    *said: tuple[str, str, int, bytes],
) -> dict[tuple[str, int], Any]:
    """(who, chain, page, digest) as ``Proof`` takes it."""
    found: dict[tuple[str, int], list[tuple[str, bytes]]] = {}
    for who, chain, number, digest in said:
        found.setdefault((chain, number), []).append((who, digest))
    return found
