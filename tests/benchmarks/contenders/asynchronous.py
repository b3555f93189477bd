"""The plain ledger for those who run on asyncio: the same transaction with MongoDB's own client."""

import os
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from shared.contracts.envelope import Event
from tests.benchmarks.job import _add, credit_of, minutes_of

_open: list[Any] = []


def _database() -> Any:
    """Opened inside the running loop, once."""
    if not _open:
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            os.environ["MONGO_URI"], w="majority"
        )
        _open.append(client[os.environ["MONGO_DATABASE"]])
    return _open[0]


async def credit_one(event: Event) -> None:
    """One idempotent transaction for one event."""
    database, data = _database(), event["data"]
    minutes = minutes_of(data)

    async def work(session: AsyncClientSession) -> None:
        await database["credits"].insert_one(credit_of(data, minutes), session=session)
        await database["balances"].bulk_write(
            [_add(data["volunteer_id"], minutes), _add("o" + data["organisation_id"], -minutes)],
            session=session,
        )

    try:
        async with database.client.start_session() as session:
            await session.with_transaction(work)
    except DuplicateKeyError:
        return
