"""What a worker sees of the bus, and what people wish done with dead letters, in MongoDB.

A web process knows no broker: it reads what the worker wrote down, and writes down wishes.

bus_seen       _id "bus"; at: when it was seen, UTC; trouble: str | None, why nothing was seen;
               unsent: int, records whose events are not out yet (counted to MOST_COUNTED);
               queues [{handler, waiting, dead, letters [{key, reason, type, died_at}]}]: counts,
               and the first MOST_LETTERS dead letters of each, without what is in them
bus_wishes     _id, wish "again" | "aside", handler, key | None (all), by, number, at,
               state "waiting" | "done" | "failed", count: letters moved, settled_at; three years
letters_aside  _id "handler:key", handler, key, reason, type, died_at, body, at, wish: the letters
               that were set aside, whole; kept KEEP_ASIDE_SECONDS
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from shared.auth import Identity
from shared.ids import command_id
from shared.storage.mongo import Db, Document

SEEN, WISHES, ASIDE = "bus_seen", "bus_wishes", "letters_aside"
MOST_COUNTED = 1_000
MOST_LETTERS = 50
KEEP_ASIDE_SECONDS = 90 * 24 * 3600
_KEEP_WISHES_SECONDS = 1100 * 24 * 3600  # as the other notes of who looked or decided
_OUTLINE = {"body": 0}


def prepare(database: Db) -> None:
    """Create the indexes; repeatable."""
    for name, seconds in ((WISHES, _KEEP_WISHES_SECONDS), (ASIDE, KEEP_ASIDE_SECONDS)):
        database[name].create_indexes([IndexModel([("at", ASCENDING)], expireAfterSeconds=seconds)])


def seen(database: Db) -> Document | None:
    """What a worker saw last; None: none has ever looked."""
    return database[SEEN].find_one({"_id": "bus"})


def write_seen(database: Db, found: Mapping[str, Any], at: datetime) -> None:
    database[SEEN].replace_one({"_id": "bus"}, {**found, "at": at}, upsert=True)


def wish(
    database: Db, wanted: str, handler: str, key: str | None, by: Identity, at: datetime
) -> None:
    """Ask the worker for something; the same command asks once."""
    asked = {"wish": wanted, "handler": handler, "key": key}
    who = {"by": by.volunteer_id, "number": by.number}
    fresh = {**asked, **who, "at": at, "state": "waiting", "count": 0, "settled_at": None}
    database[WISHES].update_one({"_id": command_id()}, {"$setOnInsert": fresh}, upsert=True)


def waiting(database: Db) -> list[Document]:
    """Wishes nobody has fulfilled, the oldest first."""
    return list(database[WISHES].find({"state": "waiting"}).sort("at", ASCENDING))


def settle(database: Db, one: Document, state: str, count: int, at: datetime) -> None:
    changes = {"state": state, "count": count, "settled_at": at}
    database[WISHES].update_one({"_id": one["_id"]}, {"$set": changes})


def latest(database: Db, most: int = 10) -> list[Document]:
    """The newest wishes."""
    return list(database[WISHES].find({}, limit=most).sort("at", DESCENDING))


def put_aside(database: Db, letter: Mapping[str, Any], at: datetime) -> None:
    """Keep a whole letter; one already there stays as it is."""
    key = f"{letter['handler']}:{letter['key']}"
    database[ASIDE].update_one({"_id": key}, {"$setOnInsert": {**letter, "at": at}}, upsert=True)


def aside(database: Db, most: int = 20) -> list[Document]:
    """The letters set aside last, without what is in them."""
    return list(database[ASIDE].find({}, _OUTLINE, limit=most).sort("at", DESCENDING))


def whole_aside(database: Db, handler: str, key: str) -> Sequence[Document]:
    """The letter of this key if it was set aside, whole."""
    return list(database[ASIDE].find({"_id": f"{handler}:{key}"}))


def drop_aside(database: Db, letters: Sequence[Document]) -> None:
    """They have been sent again."""
    database[ASIDE].delete_many({"_id": {"$in": [one["_id"] for one in letters]}})
