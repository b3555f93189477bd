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
    "people": ("activities", "hours", "notifications"),
    "organisations": ("activities", "hours"),
    "teams": ("activities",),
}
# What owners tell of them; a copy has those it needs. (A revision also counts what is not told.)
_SHARED = (
    "name", "status", "number", "pinyin", "birth_date", "phone", "email", "wants_email",
    "language", "organisation_id", "organisation_path", "team_ids", "qualifications", "path",
    "parent_id", "level", "leader_ids",
)  # fmt: skip


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
    """Each copy of a person, an organisation or a team says what its owner says."""
    for collection, holders in _COPIES.items():
        for holder in holders:
            owners = _records(databases.volunteers, collection)
            copies = _records(databases.of(holder), collection)
            for key, owned, copy in side_by_side(owners, copies):
                if fault := _unlike(owned, copy):
                    yield f"{collection} {key} in {holder} {fault}"


def _records(database: Db, collection: str) -> Iterator[tuple[str, Document]]:
    rows = database[collection].find({}, dict.fromkeys(_SHARED, 1), batch_size=5_000)
    for row in rows.sort("_id", ASCENDING):
        yield row["_id"], row


def _unlike(owned: Document | None, copy: Document | None) -> str | None:
    if copy is None:
        return "is missing"
    if owned is None:
        return "is of nobody"
    unlike = [name for name in owned.keys() & copy.keys() if owned[name] != copy[name]]
    return f"has another {' and '.join(sorted(unlike))}" if unlike else None
