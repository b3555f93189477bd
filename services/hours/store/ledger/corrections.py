"""What is wrong in the accounts of a book is put right, and nothing else is touched.

A number is corrected by what it is wrong by, never set: what was posted since it was read is
added to it by somebody else, and both come out right. A head is set while it is what it was.
"""

from collections.abc import Iterable

from pymongo import UpdateOne

from services.hours.domain.accounts import SELDOM, named_by
from services.hours.domain.ledger.pages import Head
from services.hours.store.ledger.chains import HEADS, RECORD, Book
from services.hours.store.ledger.comparing import Difference
from shared.storage.mongo import Db, Document


def correct(database: Db, book: Book, found: Iterable[Difference]) -> None:
    """Correct accounts, or purses, by their differences. One round trip."""
    writes = [UpdateOne({"_id": one.key}, _write(book, one), upsert=True) for one in found]
    if writes:
        database[book.accounts].bulk_write(writes, ordered=False)


def set_head(database: Db, book: Book, chain: str, kept: Head | None, last: Head) -> None:
    """Let a chain go on after ``last``."""
    known = {"number": kept.number} if kept else {"number": {"$exists": False}}
    database[book.accounts].update_one(
        {"_id": f"{HEADS}{chain}", **known}, {"$set": last._asdict()}, upsert=kept is None
    )


def _write(book: Book, one: Difference) -> Document:
    write: Document = {"$inc": {}, "$set": {}}
    for name, counted in one.counted.items():
        kept = (one.kept or {}).get(name, 0)
        if name in SELDOM and counted == kept:
            continue
        if isinstance(kept, int) and not isinstance(kept, bool):
            write["$inc"][name] = counted - kept
        else:  # nothing can be added to it, so nobody did
            write["$set"][name] = counted
    if book is RECORD:
        write["$set"] |= named_by(one.key)
    return {key: fields for key, fields in write.items() if fields}
