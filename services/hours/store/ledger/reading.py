"""A book read from end to end, as it is stored, in the order it was written."""

from collections.abc import Iterator

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.client_session import ClientSession

from services.hours.domain.ledger.pages import PAGE, Page, digest_of
from services.hours.store.ledger.chains import Book
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


def pages(database: Db, book: Book, session: ClientSession | None = None) -> Iterator[Page]:
    """The pages alone."""
    yield from database[book.journals].find({"kind": PAGE}, session=session)
