"""The same books for those who run on asyncio: the same transaction with MongoDB's own client."""

from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import accounts_command, checked
from tests.benchmarks.contenders.program import MONGO_DATABASE, MONGO_URI, own_books

_open: list[Any] = []


def _ledger() -> Any:
    """Opened inside the running loop, once."""
    if not _open:
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(MONGO_URI, w="majority")
        _open.append(client[MONGO_DATABASE])
    return _open[0]


async def credit_one(event: Event) -> None:
    """One idempotent transaction for one event."""
    ledger, rows = _ledger(), own_books().rows([event])

    async def work(session: AsyncClientSession) -> None:
        await ledger["journals"].insert_one(rows[0], session=session)
        checked(await ledger.command(accounts_command(rows), session=session))

    try:
        async with ledger.client.start_session() as session:
            await session.with_transaction(work)
    except DuplicateKeyError:
        return
