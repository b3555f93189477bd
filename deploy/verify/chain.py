"""I8: the pages of both books prove their journals, and the seals prove the pages."""

from collections.abc import Callable, Iterator
from itertools import groupby

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pymongo import ASCENDING

from deploy.verify.findings import check
from deploy.verify.reading import Databases, Document
from services.hours.domain.ledger.pages import Head
from services.hours.domain.ledger.proof import Proof, expectations
from services.hours.domain.ledger.seals import FIRST, seal_digest
from services.hours.store.certificates.keys import key_id_of
from services.hours.store.ledger.chains import BOOKS, Book
from services.hours.store.ledger.reading import entries, heads

Said = tuple[str, str, int, bytes]
"""Who says that a chain has a page of this number and digest."""


@check("I8")
def chained(databases: Databases) -> Iterator[str]:
    """Both books verify: no journal was changed, removed or added, no page, no seal."""
    for book in BOOKS:
        yield from proven(databases, book)
    yield from sealed(databases)


def proven(
    databases: Databases,
    book: Book,
    tell: Callable[[int], object] = lambda _: None,
    *,
    heads_too: bool = True,
) -> Iterator[str]:
    """What does not fit in one book; ``tell`` hears of each record that was read."""
    kept = heads(databases.hours, book, databases.session) if heads_too else {}
    proof = Proof(expectations(*_heads_say(kept), *_seals_say(databases, book)))
    for entry, digest in entries(databases.hours, book, databases.session):
        if digest is None:
            yield from proof.page(entry)
        else:
            proof.journal(entry["_id"], digest)
        tell(1)
    yield from proof.end()
    for chain, last in proof.ends().items() if heads_too else ():
        known = kept.get(chain, Head()).number
        if known < last:
            yield f"chain {chain} goes on to page {last}, its head stands at {known}"


def _heads_say(kept: dict[str, Head]) -> Iterator[Said]:
    for chain, head in kept.items():
        yield "its head", chain, head.number, head.digest


def _seals_say(databases: Databases, book: Book) -> Iterator[Said]:
    for seal in _seals(databases):
        if seal["chain"].startswith(f"{book.name}:"):
            yield f"the seal of {seal['day']}", seal["chain"], seal["page"], seal["digest"]


def _seals(databases: Databases) -> Iterator[Document]:
    rows = databases.hours["seals"].find(session=databases.session)
    yield from rows.sort([("chain", ASCENDING), ("page", ASCENDING)])


def sealed(databases: Databases) -> Iterator[str]:
    """What does not fit among the seals themselves."""
    rows = databases.hours["signing_keys"].find(session=databases.session)
    keys = {row["_id"]: row["public"] for row in rows}
    for _, seals in groupby(_seals(databases), lambda seal: seal["chain"]):
        previous, signed = FIRST, False
        for seal in seals:
            signed |= seal["key_id"] is not None
            if fault := _fault(seal, previous, keys, signed):
                yield f"seal {seal['_id']} {fault}"
            previous = seal["seal"]


def _fault(
    seal: Document, previous: bytes, keys: dict[str, bytes], must_be_signed: bool
) -> str | None:
    if seal["previous"] != previous:
        return "does not follow the one before: one is missing, or was changed"
    if seal_digest(seal) != seal["seal"]:
        return "was changed"
    if seal["key_id"] is None:
        return "is not signed" if must_be_signed else None
    public = keys.get(seal["key_id"])
    if public is None or key_id_of(public) != seal["key_id"]:
        return f"is signed with a key nobody has: {seal['key_id']}"
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(seal["signature"], seal["seal"])
    except InvalidSignature:
        return "has a false signature"
    return None
