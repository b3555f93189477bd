"""The whole past delivered again: each event twice, shuffled, with poison in between."""

import hashlib
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from bson import json_util
from kombu import Connection

from deploy.verify.reading import Databases
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Event
from shared.ids import id_from
from shared.messaging.publisher import Publisher, encode
from shared.storage import outbox

Poison = dict[str, list[str]]
_AT_ONCE = 50
# What the handlers decide: everything in it follows from the events alone. (Activities end and are
# closed by the clock, at a time of their own.)
_STATE = {
    "activities": ("sign_ups", "places", "people", "organisations", "teams"),
    "hours": ("journals", "accounts", "people", "organisations"),
    "notifications": ("messages", "people"),
}


def redeliver(databases: Databases, amqp_uri: str, random: Random) -> Poison:
    """Fill every queue; returns the poison by handler, as ``Evidence`` wants it.

    The last message of each queue is poison: when it lies among the dead letters, everything
    before it has been settled.
    """
    poison: Poison = {}
    with Connection(amqp_uri) as connection:
        publisher = Publisher(connection)
        for handler in HEARS:
            events = list(_past(databases, handler))
            twice = [*events, *events]
            random.shuffle(twice)
            bodies = [encode(lot) for lot in _lots(twice, random)]
            poison[handler] = []
            for body, key in _poisons(handler, events):
                bodies.insert(random.randrange(len(bodies) + 1), body)
                poison[handler].append(key)
            last = {"id": id_from(handler, "last"), "type": "elsewhere.something_happened"}
            bodies.append(encode([last]))
            poison[handler].append(last["id"])
            for start in range(0, len(bodies), _AT_ONCE):
                some = bodies[start : start + _AT_ONCE]
                publisher.publish([("", handler, body, {}) for body in some])
    return poison


def _past(databases: Databases, handler: str) -> Iterator[Event]:
    types = [kind.type for kind in HEARS[handler]]
    for service in ("volunteers", "activities", "hours"):
        mine = [kind for kind in types if kind.startswith(service + ".")]
        yield from outbox.history(databases.of(service), mine)


def _lots(events: list[Event], random: Random) -> Iterator[list[Event]]:
    start = 0
    while start < len(events):
        size = random.choice((1, 2, 7, 40, 100))
        yield events[start : start + size]
        start += size


def _poisons(handler: str, events: list[Event]) -> Iterator[tuple[bytes, str]]:
    """Bodies that can never be taken, each alone or among good events."""
    yield b"{not JSON", "{not JSON"
    example: Event = events[0] if events else {"type": HEARS[handler][0].type, "data": {}}
    newer = {**example, "id": id_from(handler, "newer"), "dataversion": 999}
    foreign = {**example, "id": id_from(handler, "foreign"), "type": "elsewhere.something_happened"}
    broken = {**example, "id": id_from(handler, "broken"), "data": {"volunteer_id": 7}}
    for one in (newer, foreign, broken):
        yield encode([*events[:3], one, *events[3:5]]), str(one["id"])
    if handler == "hours.credit_attendance" and events:
        impossible: dict[str, Any] = {**events[0]["data"], "attendance_id": id_from("impossible")}
        impossible |= {"check_out_at": "2001-01-01T00:00:00+00:00", "void": False}
        yield (
            encode([{**events[0], "id": id_from(handler, "impossible"), "data": impossible}]),
            id_from(handler, "impossible"),
        )


def state_of(databases: Databases) -> dict[str, str]:
    """A digest of each collection that handlers write; what is on its way (outbox) is left out."""
    found = {}
    for service, collections in _STATE.items():
        for collection in collections:
            digest = hashlib.sha256()
            rows = databases.of(service)[collection].find({}, {"outbox": 0}).sort("_id", 1)
            for row in rows:
                digest.update(json.dumps(row, default=json_util.default, sort_keys=True).encode())
            found[f"{service}.{collection}"] = digest.hexdigest()
    return found
