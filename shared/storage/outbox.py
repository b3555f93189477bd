"""The outbox: a record carries its own unpublished events, written in the same write.

The field ``outbox`` of a record holds facts until the relay has published them:

    id      str, the id of its first event
    type    str, the type of all its events
    count   int, how many: what is written at once may share a fact
    body    one event as JSON text; several as they travel (contracts/envelope.py): packed

Then they stand in lots, a lot a message, in the collection ``outbox_history`` and nowhere else:
_id, type, count, body (as it travelled). The field is no state: views leave it out. Whoever needs
the past (a new service, a lost queue) reads the history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, WriteConcern
from pymongo.errors import BulkWriteError

from shared.context import request_id
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import (
    EVENTS_A_MESSAGE,
    Contract,
    Event,
    new_event,
    packed,
    read,
    written,
)
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
    batch = written(events)
    body = packed(batch) if len(events) > 1 else batch[1:-1].decode()
    return {"id": events[0]["id"], "type": events[0]["type"], "count": len(events), "body": body}


def unseal(facts: Iterable[Fact]) -> list[Event]:
    """The events of facts, in their order."""
    batches = (one["body"] if one["count"] > 1 else f"[{one['body']}]" for one in facts)
    return [event for batch in batches for event in read(batch)]


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
    """The facts of records as lots: one of several events is a lot, single events are put together
    up to EVENTS_A_MESSAGE of a type. A lot of the same facts has the same id."""
    single: dict[str, list[Fact]] = {}
    found = []
    for one in (one for record in records for one in record[FIELD]):
        if one["count"] > 1:
            found.append(_lot([one], one["body"]))
        else:
            single.setdefault(one["type"], []).append(one)
    for facts in single.values():
        for start in range(0, len(facts), EVENTS_A_MESSAGE):
            some = facts[start : start + EVENTS_A_MESSAGE]
            found.append(_lot(some, packed(f"[{','.join(one['body'] for one in some)}]".encode())))
    return found


def _lot(facts: Sequence[Fact], body: bytes) -> Lot:
    ids = [one["id"] for one in facts]
    events = sum(one["count"] for one in facts)
    key = f"{ids[0]}-{id_from(*ids)}"
    return {"_id": key, "type": facts[0]["type"], "count": events, "body": body}


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
        for event in read(lot["body"]):
            if event["id"] not in seen:
                seen.add(event["id"])
                yield event
