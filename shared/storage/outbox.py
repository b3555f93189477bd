"""The outbox: a record carries its own unpublished events, written in the same write.

The field ``outbox`` of a record holds facts until the relay has published them:

    id      str, the id of its first event
    type    str, the type of all its events
    count   int, how many: what is written at once may share a fact
    body    str, the events as JSON with commas between: they travel as they were written

Then they stand in lots, a lot a message, in the collection ``outbox_history`` and nowhere else:
_id, type, count, body (a JSON array). The field is no state: views leave it out. Whoever needs
the past (a new service, a lost queue) reads the history.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, WriteConcern
from pymongo.errors import BulkWriteError

from shared.context import request_id
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import EVENTS_A_MESSAGE, Contract, Event, new_event, written
from shared.ids import id_from, new_id
from shared.storage.mongo import Db, Document

FIELD = "outbox"
HISTORY = "outbox_history"
Fact = dict[str, Any]
Lot = dict[str, Any]
_DUPLICATE = 11000


def fact(contract: type[Contract], subject: str, data: Mapping[str, Any], *, at: datetime) -> Fact:
    """An event of this contract about the record ``subject``, sealed for its outbox."""
    event = new_event(
        CONTRACTS[contract.type],
        subject,
        data,
        event_id=new_id(),
        at=at,
        request_id=request_id.get(),
    )
    return _seal([event])


def seal(events: Iterable[Event]) -> list[Fact]:
    """Events as few facts: each has up to EVENTS_A_MESSAGE of one type, in their order."""
    by_type: dict[str, list[Event]] = {}
    for event in events:
        by_type.setdefault(event["type"], []).append(event)
    return [
        _seal(same[start : start + EVENTS_A_MESSAGE])
        for same in by_type.values()
        for start in range(0, len(same), EVENTS_A_MESSAGE)
    ]


def _seal(events: Sequence[Event]) -> Fact:
    first, body = events[0], written(events)[1:-1]
    return {"id": first["id"], "type": first["type"], "count": len(events), "body": body}


def unseal(facts: Iterable[Fact]) -> list[Event]:
    """The events of facts, in their order."""
    return [event for one in facts for event in json.loads(f"[{one['body']}]")]


def outbox_index() -> IndexModel:
    """The index the relay reads by; only records with unpublished facts stand in it."""
    return IndexModel(
        [(f"{FIELD}.id", ASCENDING)],
        name="outbox",
        partialFilterExpression={f"{FIELD}.id": {"$exists": True}},
    )


def pending(database: Db, collection: str, most: int) -> list[Document]:
    """Up to ``most`` records with unpublished facts, the oldest first: {_id, outbox}."""
    unpublished = {f"{FIELD}.id": {"$exists": True}}
    rows = database[collection]
    return list(rows.find(unpublished, {FIELD: 1}, limit=most, batch_size=most + 1, hint=FIELD))


def lots(records: Iterable[Document]) -> list[Lot]:
    """The facts of records as lots: of one type, up to EVENTS_A_MESSAGE events, in their order.

    A lot of the same facts has the same id.
    """
    by_type: dict[str, list[Fact]] = {}
    for record in records:
        for one in record[FIELD]:
            by_type.setdefault(one["type"], []).append(one)
    return [_lot(some) for facts in by_type.values() for some in _cut(facts)]


def _cut(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    some: list[Fact] = []
    events = 0
    for one in facts:
        if some and events + one["count"] > EVENTS_A_MESSAGE:
            yield some
            some, events = [], 0
        some.append(one)
        events += one["count"]
    yield some


def _lot(facts: Sequence[Fact]) -> Lot:
    ids = [one["id"] for one in facts]
    return {
        "_id": f"{ids[0]}-{id_from(*ids)}",
        "type": facts[0]["type"],
        "count": sum(one["count"] for one in facts),
        "body": f"[{','.join(one['body'] for one in facts)}]",
    }


def remember(database: Db, published: Sequence[Lot]) -> None:
    """Keep lots in the history; those already there stay as they are."""
    try:
        database[HISTORY].insert_many(published, ordered=False)
    except BulkWriteError as trouble:
        if any(error["code"] != _DUPLICATE for error in trouble.details["writeErrors"]):
            raise


def clear(database: Db, collection: str, records: Sequence[Document]) -> None:
    """Take facts that were published and remembered out of their records.

    Waits for no majority: a clearing that is lost is a fact published twice, and that is harmless.
    """
    facts = [one["id"] for record in records for one in record[FIELD]]
    rows = database[collection].with_options(write_concern=WriteConcern(1))
    rows.update_many(
        {"_id": {"$in": [record["_id"] for record in records]}},
        {"$pull": {FIELD: {"id": {"$in": facts}}}},
    )


def kept(database: Db, types: Sequence[str]) -> Iterator[Lot]:
    """All lots of these types ever published, the oldest first. Some events may stand in two:
    a relay that was killed before the clearing publishes again, in lots of another cut."""
    found = database[HISTORY].find({"type": {"$in": list(types)}}, batch_size=100)
    yield from found.sort("_id", ASCENDING)


def history(database: Db, types: Sequence[str]) -> Iterator[Event]:
    """All events of these types ever published, each once, the oldest lot first.

    Keeps the ids it has seen: about 100 MB a million.
    """
    seen: set[str] = set()
    for lot in kept(database, types):
        for event in json.loads(lot["body"]):
            if event["id"] not in seen:
                seen.add(event["id"])
                yield event
