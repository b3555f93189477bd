"""Take a batch of events: check each, drop repeats, do the work, isolate the poison.

Nothing of nameko or AMQP stands here, so that a test, a rehearsal or a refill can deliver events
just as the bus does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
)

from shared.clock import system_clock
from shared.contracts.envelope import Event
from shared.messaging.heard import Ahead, Heard, hear
from shared.messaging.outcomes import Done, Hold, Outcome, Poison
from shared.refusal import NotYet, TooMany
from shared.storage import inbox
from shared.storage.mongo import Db, transaction

_NOT_THE_EVENTS_FAULT = {"TransientTransactionError", "RetryableWriteError"}
_SERVER_TROUBLE_CODES = {11600, 11602, 10107, 13435, 13436, 189, 91, 50, 262, 112, 251, 14031}


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in the order they came; ``session`` is the open transaction of an inbox handler,
    ``ahead`` what the handler's ``ahead`` made of each event of one without."""

    events: list[Event]
    session: ClientSession | None = None
    ahead: Sequence[Any] = ()


Work = Callable[[Batch], list[Outcome] | None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done with a batch: ``work`` answers one outcome an event, or None when all is done.

    With ``inbox`` the kernel runs it in one transaction and repeats never reach it. Without, the
    operation itself is idempotent by the keys of what it writes; then what can be worked out of an
    event by itself may be done ``ahead``, when it arrives.
    """

    work: Work
    inbox: bool = True
    ahead: Ahead | None = None


def settle(name: str, handler: Handler, events: list[Event], database: Db) -> list[Outcome]:
    """One outcome for each of ``events``. Raises Hold when the whole batch must wait."""
    return settle_heard(name, handler, [hear(name, handler.ahead, one) for one in events], database)


def settle_heard(name: str, handler: Handler, heard: list[Heard], database: Db) -> list[Outcome]:
    """The same for events that were heard before."""
    good = [one for one in heard if not one.fault]
    found = iter(_isolate(name, handler, good, database) if good else ())
    return [Poison(one.fault) if one.fault else next(found) for one in heard]


def _isolate(name: str, handler: Handler, heard: list[Heard], database: Db) -> list[Outcome]:
    """Do the work; when it fails, halve the batch until the poison stands alone."""
    try:
        return _take(name, handler, heard, database)
    except (Hold, NotYet, TooMany) as wait:
        raise Hold(str(wait)) from wait
    except PyMongoError as trouble:
        if is_server_trouble(trouble):
            raise Hold(str(trouble)) from trouble
        fault: Exception = trouble
    except Exception as trouble:
        fault = trouble
    if len(heard) == 1:
        return [Poison(f"{type(fault).__name__}: {fault}"[:500])]
    half = len(heard) // 2
    return _isolate(name, handler, heard[:half], database) + _isolate(
        name, handler, heard[half:], database
    )


def _take(name: str, handler: Handler, heard: list[Heard], database: Db) -> list[Outcome]:
    events = [one.event for one in heard]
    if not handler.inbox:
        batch = Batch(events, ahead=[one.ahead for one in heard])
        return handler.work(batch) or [Done()] * len(events)
    unique = {event["id"]: event for event in events}

    def work(session: ClientSession) -> dict[str, Outcome]:
        seen = inbox.known(database, name, list(unique.values()), session)
        fresh = [event for key, event in unique.items() if key not in seen]
        if not fresh:
            return {}
        found = handler.work(Batch(fresh, session)) or [Done()] * len(fresh)
        named = {event["id"]: one for event, one in zip(fresh, found, strict=True)}
        done = [event for event in fresh if not isinstance(named[event["id"]], Poison)]
        if done:
            inbox.record(database, name, done, system_clock(), session)
        return named

    settled = transaction(database, work)
    return [settled.get(event["id"], Done()) for event in events]


def is_server_trouble(trouble: PyMongoError) -> bool:
    """Whether MongoDB itself is away, changing its primary or too busy: worth waiting for."""
    if isinstance(trouble, ConnectionFailure | NotPrimaryError):
        return True
    if any(trouble.has_error_label(label) for label in _NOT_THE_EVENTS_FAULT):
        return True
    if isinstance(trouble, BulkWriteError):  # its own code says nothing; those inside do
        inside = trouble.details["writeErrors"]
        return bool(trouble.details["writeConcernErrors"]) or any(
            one["code"] in _SERVER_TROUBLE_CODES for one in inside
        )
    return isinstance(trouble, OperationFailure) and trouble.code in _SERVER_TROUBLE_CODES
