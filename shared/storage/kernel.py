"""The kernel's own collections in each service's database, and their indexes."""

from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from shared.clock import system_clock
from shared.storage import inbox
from shared.storage.mongo import Db, Document

ANSWERS = "idempotency"
BEATS = "worker_beats"
KEEP_ANSWERS_SECONDS = 24 * 3600
_STALE = timedelta(seconds=15)


def prepare(database: Db) -> None:
    """Create the indexes; repeatable.

    Inbox entries go after 35 days, first answers after one. The history is kept; it has no index
    but its ids, which grow with time: filling a queue again is rare, writing is not.
    """
    database[inbox.COLLECTION].create_indexes(
        [IndexModel([("at", ASCENDING)], expireAfterSeconds=inbox.KEEP_SECONDS)]
    )
    database[ANSWERS].create_indexes(
        [IndexModel([("at", ASCENDING)], expireAfterSeconds=KEEP_ANSWERS_SECONDS)]
    )


def beat(database: Db, owner: str, state: dict[str, Any]) -> None:
    """A worker says that it lives; ``state`` has ``broker`` (bool) and ``stopped`` (names)."""
    database[BEATS].update_one(
        {"_id": owner}, {"$set": {"at": system_clock(), **state}}, upsert=True
    )


def beats(database: Db) -> list[Document]:
    """The workers that beat within the last 15 seconds."""
    return list(database[BEATS].find({"at": {"$gte": system_clock() - _STALE}}))
