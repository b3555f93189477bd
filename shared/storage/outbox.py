"""The outbox: a record carries its own unpublished events, written in the same write.

The field ``outbox`` of a record holds its events until the relay has published them; then they
stand in the collection ``outbox_history`` and nowhere else. The field is no state: views leave it
out. Whoever needs the past (a new service, a lost queue) reads the history.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, UpdateMany
from pymongo.errors import BulkWriteError

from shared.context import request_id
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Contract, Event, new_event
from shared.ids import new_id
from shared.storage.mongo import Db

FIELD = "outbox"
HISTORY = "outbox_history"
_DUPLICATE = 11000


def fact(contract: type[Contract], subject: str, data: Mapping[str, Any], *, at: datetime) -> Event:
    """An event of this contract about the record ``subject``, ready for its outbox."""
    return new_event(
        CONTRACTS[contract.type],
        subject,
        data,
        event_id=new_id(),
        at=at,
        request_id=request_id.get(),
    )


def outbox_index() -> IndexModel:
    """The index the relay reads by; only records with unpublished events stand in it."""
    return IndexModel(
        [(f"{FIELD}.id", ASCENDING)],
        name="outbox",
        partialFilterExpression={f"{FIELD}.id": {"$exists": True}},
    )


def pending(database: Db, collection: str, most: int) -> list[Event]:
    """Up to about ``most`` unpublished events of one collection, oldest first per record."""
    rows = database[collection].find(
        {f"{FIELD}.id": {"$exists": True}}, {FIELD: 1}, limit=most, hint="outbox"
    )
    return [event for row in rows for event in row[FIELD]]


def remember(database: Db, events: Sequence[Event]) -> None:
    """Copy events to the history; those already there stay as they are."""
    copies = [{"_id": event["id"], **event} for event in events]
    try:
        database[HISTORY].insert_many(copies, ordered=False)
    except BulkWriteError as trouble:
        if any(error["code"] != _DUPLICATE for error in trouble.details["writeErrors"]):
            raise


def clear(database: Db, collection: str, events: Sequence[Event]) -> None:
    """Take published events out of their records."""
    ids = [event["id"] for event in events]
    database[collection].bulk_write(
        [
            UpdateMany(
                {f"{FIELD}.id": {"$in": ids}},
                {"$pull": {FIELD: {"id": {"$in": ids}}}},
            )
        ]
    )


def history(database: Db, types: Sequence[str]) -> Iterator[Event]:
    """All events of these types ever published, oldest first."""
    for kept in database[HISTORY].find({"type": {"$in": list(types)}}).sort("_id", ASCENDING):
        del kept["_id"]
        yield kept
