"""A book read from end to end, as it is stored, in the order it was written."""

from collections.abc import Iterator

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import ASCENDING
from pymongo.client_session import ClientSession

from services.hours.domain.ledger.pages import PAGE, Head, digest_of
from services.hours.store.ledger.chains import HEADS, Book
from shared.storage.mongo import Db, Document

_AT_ONCE = 5_000
_RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument, tz_aware=True)
_PLAIN: CodecOptions[Document] = CodecOptions(tz_aware=True)


def entries(
    database: Db, book: Book, session: ClientSession | None = None
) -> Iterator[tuple[Document, bytes | None]]:
    """Each journal with its digest, each page with None."""
    rows = database[book.journals].with_options(codec_options=_RAW)
    written = rows.find({}, session=session, batch_size=_AT_ONCE, hint=[("$natural", 1)])
    for row in written:
        stored = bytes(row.raw)
        entry = bson.decode(stored, _PLAIN)
        yield entry, None if entry.get("kind") == PAGE else digest_of(stored)


def last_pages(database: Db, book: Book, session: ClientSession | None = None) -> dict[str, Head]:
    """The last page of each chain of a book, by the chain's name."""
    steps: list[Document] = [
        {"$match": {"_id": {"$gte": "page:", "$lt": "page;"}, "kind": PAGE}},
        {"$sort": {"_id": ASCENDING}},
        {"$project": {"chain": 1, "number": 1, "digest": 1}},
        {"$group": {"_id": "$chain", "last": {"$last": "$$ROOT"}}},
    ]
    rows = database[book.journals].aggregate(steps, session=session)
    return {row["_id"]: Head(row["last"]["number"], row["last"]["digest"]) for row in rows}


def heads(database: Db, book: Book, session: ClientSession | None = None) -> dict[str, Head]:
    """The heads of a book's chains as they are kept, by the chain's name."""
    rows = database[book.accounts].find(
        {"_id": {"$gte": HEADS, "$lt": HEADS[:-1] + ";"}}, session=session
    )
    return {
        row["_id"].removeprefix(HEADS): Head(row.get("number", 0), row.get("digest", b""))
        for row in rows
    }
