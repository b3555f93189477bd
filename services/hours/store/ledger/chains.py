"""A chain of pages within a book: each lot of journals is one page more.

The head of a chain stands among the accounts its book keeps, as "chain:record:0": it is read and
written with them, so that a page costs no round trip of its own. Two that write to one chain at
once meet there, and the later one runs again; a shelf is a chain for whoever should not meet.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import bson
from bson.raw_bson import RawBSONDocument

from services.hours.domain.ledger.pages import Head, Page, digest_of, page_after
from shared.contracts.envelope import Event
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, seal

HEADS = "chain:"


class Book(NamedTuple):
    """A book by the collections of its journals and of its accounts, among which heads stand."""

    name: str
    journals: str
    accounts: str


RECORD = Book("record", "journals", "accounts")
CURRENCY = Book("currency", "currency_journals", "purses")
BOOKS = (RECORD, CURRENCY)


class Chain:
    """The chain of one book on one shelf."""

    def __init__(self, book: Book, shelf: str) -> None:
        self.name = f"{book.name}:{shelf}"
        self.key = f"{HEADS}{self.name}"

    def page(
        self,
        journals: Sequence[Document],
        accounts: Mapping[str, Document],
        events: Sequence[Event],
        at: datetime,
    ) -> tuple[list[RawBSONDocument], Page]:
        """The journals as they are stored, and the page they stand on.

        ``accounts`` has what was read under ``key``. The page carries the events of the lot, so
        that a journal is written once and never touched again.
        """
        written = [bson.encode(one) for one in journals]
        row = accounts.get(self.key)
        head = Head(row["number"], row["digest"]) if row else Head()
        digests = [digest_of(one) for one in written]
        page = page_after(head, self.name, [one["_id"] for one in journals], digests, at)
        if events:
            page[FIELD] = seal(events)
        return [RawBSONDocument(one) for one in written], page

    def turn(self, page: Page) -> Document:
        """The update that makes ``page`` the head."""
        head = {"number": page["number"], "digest": page["digest"]}
        return {"q": {"_id": self.key}, "u": {"$set": head}, "upsert": True}
