"""Verify a system that has just worked: wait until it is at rest, then check everything."""

import time
from collections.abc import Sequence

from kombu.exceptions import OperationalError
from pymongo.errors import PyMongoError

from deploy.verify import bus
from deploy.verify.messages import PUBLISHERS, TOLD
from deploy.verify.reading import Databases, Db, Document
from deploy.verify.verifier import Evidence, Verdict, verify
from shared.storage import outbox

_LOOK_SECONDS = 0.2


def at_rest(databases: Databases, amqp_uri: str) -> bool:
    """Nothing unpublished, nothing queued, and as many credits and messages as there should be.

    This only counts, so that it can be asked often. Events that are being worked on right now
    stand in no queue; the counts miss them until they are done. While MongoDB or the broker is
    away nothing is at rest.
    """
    try:
        return _counts(databases, amqp_uri)
    except (PyMongoError, OSError, OperationalError):
        return False


def copies_arrived(databases: Databases) -> bool:
    """Whether every service knows the people, organisations and teams as they are now."""
    try:
        return not bus.published(databases) and not bus.copied(databases)
    except PyMongoError:
        return False


def _counts(databases: Databases, amqp_uri: str) -> bool:
    if bus.published(databases) or bus.heard(amqp_uri):
        return False
    facts = sum(_published(databases.of(service), TOLD) for service in PUBLISHERS)
    if databases.notifications["messages"].count_documents({}) < facts:
        return False
    chains = _published(databases.hours, ["hours.hours_credited"])
    return chains >= _closed_intervals(databases)


def _published(database: Db, types: Sequence[str]) -> int:
    return sum(1 for _ in outbox.history(database, types))


def _closed_intervals(databases: Databases) -> int:
    steps: list[Document] = [
        {"$match": {"intervals.attendance_id": {"$exists": True}}},
        {"$group": {"_id": None, "all": {"$sum": {"$size": "$intervals"}}}},
    ]
    found = next(databases.activities["sign_ups"].aggregate(steps), {"all": 0})
    return int(found["all"])


def verify_at_rest(
    databases: Databases, amqp_uri: str, evidence: Evidence, *, patience: float = 60
) -> tuple[Verdict, float]:
    """The verdict, and the seconds until the system was at rest.

    What is found is looked for again until ``patience`` (seconds) is over: a correction on its
    way is not counted by ``at_rest``. So a finding that is returned has stood all that time.
    """
    started = time.monotonic()
    while not at_rest(databases, amqp_uri) and time.monotonic() - started < patience:
        time.sleep(_LOOK_SECONDS)
    while True:
        settled = time.monotonic() - started
        verdict = verify(databases, amqp_uri, evidence)
        if verdict.exact or time.monotonic() - started > patience:
            return verdict, settled
        time.sleep(_LOOK_SECONDS)
