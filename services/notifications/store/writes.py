"""Writes that a repeat leaves as they are."""

from collections.abc import Sequence

from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from shared.storage.mongo import Document

_DUPLICATE = 11000


def insert_new(collection: Collection[Document], documents: Sequence[Document]) -> None:
    """Insert those whose ``_id`` is not there yet, in one round trip."""
    if not documents:
        return
    try:
        collection.insert_many(documents, ordered=False)
    except BulkWriteError as trouble:
        faults = trouble.details["writeErrors"] + trouble.details["writeConcernErrors"]
        if any(fault["code"] != _DUPLICATE for fault in faults):
            raise


def delete_slowly(collection: Collection[Document], query: Document, at_once: int = 1000) -> int:
    """Delete what matches, some at a time, so that nobody else waits for it."""
    gone = 0
    while ids := [row["_id"] for row in collection.find(query, {"_id": 1}, limit=at_once)]:
        gone += collection.delete_many({"_id": {"$in": ids}}).deleted_count
    return gone
