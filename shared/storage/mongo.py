"""MongoDB: one way to connect, one way to run a transaction."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from pymongo import MongoClient, ReadPreference, WriteConcern
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import ConnectionFailure, OperationFailure
from pymongo.read_concern import ReadConcern

from shared.refusal import TooMany
from shared.settings import Settings

Document = dict[str, Any]
Db = Database[Document]
Found = TypeVar("Found")

PATIENCE_SECONDS = 8.0
_LONGEST_PAUSE_SECONDS = 0.1


class Busy(TooMany):
    """Raised when so many write the same record that ours found no turn in time."""

    zh = "现在人太多了，请稍后再试。"
    en = "Very many people are doing this right now. Please try again in a moment."


def connect(settings: Settings) -> Db:
    """The service's database: majority writes, UTC, a server that is away is known in 5 s."""
    client: MongoClient[Document] = MongoClient(
        settings.mongo_uri,
        tz_aware=True,
        w="majority",
        serverSelectionTimeoutMS=5000,
        connectTimeoutMS=5000,
        socketTimeoutMS=30000,
        appname=settings.service,
        connect=False,
    )
    return client[settings.mongo_database]


def transaction(
    database: Db, work: Callable[[ClientSession], Found], *, patience: float = PATIENCE_SECONDS
) -> Found:
    """Run ``work`` with a session, all its writes or none; again when another was quicker.

    ``work`` may run several times. Raises Busy when ``patience`` (seconds) is used up, and the
    refusals of ``work`` as they are.
    """
    until = time.monotonic() + patience
    pause = 0.002
    with database.client.start_session() as session:
        while True:
            try:
                return _once(session, work)
            except (OperationFailure, ConnectionFailure) as trouble:
                if not trouble.has_error_label("TransientTransactionError"):
                    raise
                if time.monotonic() >= until:
                    if isinstance(trouble, OperationFailure):
                        raise Busy(seconds=2) from trouble
                    raise
            time.sleep(random.uniform(0, pause))
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


def _once(session: ClientSession, work: Callable[[ClientSession], Found]) -> Found:
    session.start_transaction(
        read_concern=ReadConcern("snapshot"),
        write_concern=WriteConcern("majority"),
        read_preference=ReadPreference.PRIMARY,
    )
    try:
        found = work(session)
    except BaseException:
        if session.in_transaction:
            session.abort_transaction()
        raise
    _commit(session)
    return found


def _commit(session: ClientSession) -> None:
    """Commit; when the answer was lost, ask again: committing twice is harmless."""
    for _ in range(5):
        try:
            session.commit_transaction()
            return
        except (OperationFailure, ConnectionFailure) as trouble:
            if not trouble.has_error_label("UnknownTransactionCommitResult"):
                raise
            unknown = trouble
            time.sleep(0.2)
    raise unknown
