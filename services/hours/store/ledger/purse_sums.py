"""The purses counted again from nothing: the currency's journals against them."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from itertools import groupby

from pymongo import ASCENDING
from pymongo.client_session import ClientSession

from services.hours.domain.ledger.drawing import Moved
from services.hours.domain.ledger.pages import PAGE
from services.hours.store.ledger import currency_journals, purses
from services.hours.store.ledger.comparing import Difference, Numbers, compare
from shared.storage.mongo import Db, Document

FIELDS = tuple(one.name for one in fields(Moved))
_AT_ONCE = 5_000


def differences(
    database: Db,
    session: ClientSession | None = None,
    tell: Callable[[int], object] = lambda _: None,
) -> Iterator[Difference]:
    """The purses that are not what their journals say: at one moment within ``session``.
    ``tell`` hears how many journals were read: two lines are about one."""
    kept = database[purses.COLLECTION].find(
        {"minutes": {"$exists": True}}, batch_size=_AT_ONCE, session=session
    )
    rows = ((row["_id"], row) for row in kept.sort("_id", ASCENDING))
    yield from compare(rows, _counted(database, session, tell), FIELDS)


def _counted(
    database: Db, session: ClientSession | None, tell: Callable[[int], object]
) -> Iterator[tuple[str, Numbers]]:
    line = {"kind": 1, "purse": "$lines.purse", "minutes": "$lines.minutes"}
    steps: list[Document] = [
        {"$match": {"kind": {"$ne": PAGE}}},
        {"$unwind": "$lines"},
        {"$project": {"_id": 0, **line}},
        {"$sort": {"purse": ASCENDING}},
    ]
    rows = database[currency_journals.COLLECTION].aggregate(
        steps, allowDiskUse=True, batchSize=_AT_ONCE, session=session
    )
    for name, lines in groupby(rows, lambda row: row["purse"]):
        sums = Moved()
        for one in lines:
            sums.add(one["kind"], one["minutes"])
        tell(-(-sums.journals // 2))
        yield name, asdict(sums)
