"""A lease: which of several replicas does a thing now. It runs out by itself."""

from collections.abc import Callable
from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from shared.clock import system_clock
from shared.storage.mongo import Db

COLLECTION = "leases"


def hold(database: Db, name: str, owner: str, seconds: float) -> bool:
    """Take or renew the lease ``name`` for ``seconds``; False while another owner has it."""
    now = system_clock()
    try:
        database[COLLECTION].update_one(
            {"_id": name, "$or": [{"owner": owner}, {"until": {"$lte": now}}]},
            {"$set": {"owner": owner, "until": now + timedelta(seconds=seconds)}},
            upsert=True,
        )
    except DuplicateKeyError:
        return False
    return True


def release(database: Db, name: str, owner: str) -> None:
    """Give a lease back before it runs out."""
    database[COLLECTION].delete_one({"_id": name, "owner": owner})


def holder(database: Db, name: str, owner: str, seconds: float) -> Callable[[], bool]:
    """A cheap "is it mine": asks MongoDB only once in a third of ``seconds``."""
    asked = system_clock() - timedelta(days=1)
    mine = False

    def held() -> bool:
        nonlocal asked, mine
        now = system_clock()
        if now - asked > timedelta(seconds=seconds / 3) or now < asked:
            asked, mine = now, hold(database, name, owner, seconds)
        return mine

    return held
