"""The inbox: which events a handler has already taken, so that a repeat changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from pymongo.client_session import ClientSession

from shared.contracts.envelope import Event
from shared.storage.mongo import Db

COLLECTION = "inbox"
KEEP_SECONDS = 35 * 24 * 3600


def known(database: Db, handler: str, events: Sequence[Event], session: ClientSession) -> set[str]:
    """The ids among ``events`` that ``handler`` has taken before."""
    keys = [f"{handler}:{event['id']}" for event in events]
    found = database[COLLECTION].find({"_id": {"$in": keys}}, {"_id": 1}, session=session)
    return {row["_id"].rsplit(":", 1)[1] for row in found}


def record(
    database: Db, handler: str, events: Sequence[Event], at: datetime, session: ClientSession
) -> None:
    """Note that ``handler`` takes ``events``, in the transaction of what it does with them."""
    database[COLLECTION].insert_many(
        [{"_id": f"{handler}:{event['id']}", "at": at} for event in events], session=session
    )
