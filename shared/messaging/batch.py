"""Take a batch of events: check each, drop repeats, do the work, isolate the poison.

Nothing of nameko or AMQP stands here, so that a test, a rehearsal or a refill can deliver events
just as the bus does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pymongo.client_session import ClientSession
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
)

from shared.clock import system_clock
from shared.contracts.catalogue import CONTRACTS, HEARS
from shared.contracts.envelope import Event
from shared.messaging.outcomes import Done, Hold, Outcome, Poison
from shared.refusal import NotYet, TooMany
from shared.storage import inbox
from shared.storage.mongo import Db, transaction

_NOT_THE_EVENTS_FAULT = {"TransientTransactionError", "RetryableWriteError"}
_SERVER_TROUBLE_CODES = {11600, 11602, 10107, 13435, 13436, 189, 91, 50, 262, 112, 251, 14031}


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in the order they came; ``session`` is the open transaction of an inbox handler."""

    events: list[Event]
    session: ClientSession | None = None


Work = Callable[[Batch], list[Outcome] | None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done with a batch: ``work`` answers one outcome an event, or None when all is done.

    With ``inbox`` the kernel runs it in one transaction and repeats never reach it. Without, the
    operation itself is idempotent by the keys of what it writes.
    """

    work: Work
    inbox: bool = True


def settle(name: str, handler: Handler, events: list[Event], database: Db) -> list[Outcome]:
    """One outcome for each of ``events``. Raises Hold when the whole batch must wait."""
    outcomes: dict[int, Outcome] = {}
    good: list[int] = []
    for place, event in enumerate(events):
        if fault := fault_of(name, event):
            outcomes[place] = Poison(fault)
        else:
            good.append(place)
    if good:
        found = _isolate(name, handler, [events[place] for place in good], database)
        outcomes.update(zip(good, found, strict=True))
    return [outcomes[place] for place in range(len(events))]


def fault_of(name: str, event: object) -> str | None:
    """Why ``event`` breaks its contract, or None."""
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        return "not an event: no id"
    contract = CONTRACTS.get(str(event.get("type")))
    if contract is None or type(contract) not in HEARS[name]:
        return f"{name} does not hear {event.get('type')!r}"
    if not isinstance(event.get("dataversion"), int) or event["dataversion"] > contract.version:
        return f"version {event.get('dataversion')!r} is newer than {contract.version}"
    found = contract.fault(event.get("data"))
    return f"breaks its contract: {found}" if found else None


def _isolate(name: str, handler: Handler, events: list[Event], database: Db) -> list[Outcome]:
    """Do the work; when it fails, halve the batch until the poison stands alone."""
    try:
        return _take(name, handler, events, database)
    except (Hold, NotYet, TooMany) as wait:
        raise Hold(str(wait)) from wait
    except PyMongoError as trouble:
        if is_server_trouble(trouble):
            raise Hold(str(trouble)) from trouble
        fault: Exception = trouble
    except Exception as trouble:
        fault = trouble
    if len(events) == 1:
        return [Poison(f"{type(fault).__name__}: {fault}"[:500])]
    half = len(events) // 2
    return _isolate(name, handler, events[:half], database) + _isolate(
        name, handler, events[half:], database
    )


def _take(name: str, handler: Handler, events: list[Event], database: Db) -> list[Outcome]:
    if not handler.inbox:
        return handler.work(Batch(events)) or [Done()] * len(events)
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
