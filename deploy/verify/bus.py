"""I7: nothing is on its way any more, nothing was lost on it, and what died was poison."""

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module

from kombu import Connection
from pymongo import ASCENDING

from deploy.verify.findings import check
from deploy.verify.reading import Databases, Db, Document, side_by_side
from shared.contracts.catalogue import HEARS, SERVICES
from shared.messaging import dead_letters

_OUTBOX = {"outbox.id": {"$exists": True}}
_COPIES = {
    "people": (
        ["volunteers.volunteer_registered", "volunteers.volunteer_changed"],
        ("activities", "hours", "notifications"),
    ),
    "organisations": (["volunteers.organisation_changed"], ("activities", "hours")),
    "teams": (["volunteers.team_changed"], ("activities",)),
}


@check("I7")
def published(databases: Databases) -> Iterator[str]:
    """The outboxes are empty."""
    for service in SERVICES:
        for collection in import_module(f"services.{service}.store").OUTBOXES:
            rows = databases.of(service)[collection]
            if waiting := rows.count_documents(_OUTBOX, hint="outbox"):
                yield f"{waiting} records of {service}.{collection} have unpublished events"


@check("I7")
def heard(amqp_uri: str) -> Iterator[str]:
    """The queues are empty (messages delivered and not yet acknowledged do not show here)."""
    with Connection(amqp_uri, connect_timeout=5) as connection:
        channel = connection.channel()
        for handler in HEARS:
            if waiting := channel.queue_declare(handler, passive=True).message_count:
                yield f"{waiting} messages wait in {handler}"


@check("I7")
def buried(amqp_uri: str, poison: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The dead letters are exactly the poison.

    ``poison`` by handler: the event's id, or the body of what is no event. A worker killed between
    burying and acknowledging buries again, so a poison may lie there twice.
    """
    with Connection(amqp_uri, connect_timeout=5) as connection:
        for handler in HEARS:
            wanted = set(poison.get(handler, ()))
            found = dead_letters.read(connection.clone(), handler, dead_letters.MOST_READ)
            for letter in found:
                if _key(letter) not in wanted:
                    yield f"dead letter of {handler}: {_key(letter)[:80]} ({letter.reason[:200]})"
            for key in sorted(wanted - {_key(letter) for letter in found}):
                yield f"poison {key[:80]} is not among the dead letters of {handler}"


def _key(letter: dead_letters.DeadLetter) -> str:
    return str((letter.event or {}).get("id") or letter.body)


@check("I7")
def copied(databases: Databases) -> Iterator[str]:
    """Each copy of a person, an organisation or a team is at the last revision its owner told."""
    for collection, (types, holders) in _COPIES.items():
        for holder in holders:
            told = _told(databases.volunteers, types)
            kept = _kept(databases.of(holder), collection)
            for key, owned, copy in side_by_side(told, kept):
                if owned != copy:
                    yield f"{holder} has {collection} {key} in revision {copy}, not {owned}"


def _told(volunteers: Db, types: list[str]) -> Iterator[tuple[str, int]]:
    steps: list[Document] = [
        {"$match": {"type": {"$in": types}}},
        {"$group": {"_id": "$subject", "revision": {"$max": "$data.revision"}}},
        {"$sort": {"_id": ASCENDING}},
    ]
    for row in volunteers["outbox_history"].aggregate(steps, allowDiskUse=True):
        yield row["_id"], row["revision"]


def _kept(database: Db, collection: str) -> Iterator[tuple[str, int | None]]:
    rows = database[collection].find({}, {"revision": 1}, batch_size=10_000)
    for row in rows.sort("_id", ASCENDING):
        yield row["_id"], row.get("revision")
