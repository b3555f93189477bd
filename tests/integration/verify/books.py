"""Two books with a past, in the small world, and ways to tamper with them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import entry, pool_purse, volunteer_purse
from services.hours.domain.ledger.earning import earned, unearned
from services.hours.operations.ledger.post_currency import post_currency
from services.hours.operations.ledger.seal_books import seal_books
from services.hours.store import Store
from shared.storage.mongo import Document
from tests.integration.verify.world import ORGANISATION, PEOPLE, START, World
from tests.unit.hours.attendances import ZONE

LI = volunteer_purse(PEOPLE[0])
Cheat = Callable[[World], None]


def write_past(world: World) -> None:
    """Four credits have earned, one was taken back, something was donated; both books are sealed
    twice, and two pages were written since."""
    world.databases.hours["organisations"].insert_one({"_id": ORGANISATION, "parent_id": None})
    store = Store(world.databases.hours, {1: bytes(32)})
    credits_ = [store.journals.find(f"{one}-000") or {} for one in world.attended]
    earns = [earned(one, 120, START) for one in credits_]
    post(store, *earns)
    seal_books(store=store, clock=lambda: START, zone=ZONE)
    post(store, unearned(earns[3], "没有来", START), give("1", 100))
    world.attend(PEOPLE[1], START + timedelta(days=2))
    seal_books(store=store, clock=lambda: START + timedelta(days=1), zone=ZONE)
    post(store, give("2", 5))
    world.attend(PEOPLE[2], START + timedelta(days=3))


def give(key: str, minutes: int) -> Document:
    """A donation from LI's purse, which has 120 and gives 105."""
    lines = {LI: -minutes, pool_purse(ORGANISATION): minutes}
    return entry(f"donate:{key}", "donate", lines, at=START)


def post(store: Store, *journals: Document) -> None:
    def write(session: ClientSession) -> None:
        assert post_currency(journals, store=store, session=session, at=START)

    store.transaction(write)


def change(collection: str, key: str, **fields: Any) -> Cheat:
    """Sets fields of one document of the hour bank."""

    def work(world: World) -> None:
        done = world.databases.hours[collection].update_one({"_id": key}, {"$set": fields})
        assert done.modified_count == 1

    return work


def remove(collection: str, *keys: str) -> Cheat:
    """Deletes documents of the hour bank."""

    def work(world: World) -> None:
        done = world.databases.hours[collection].delete_many({"_id": {"$in": list(keys)}})
        assert done.deleted_count == len(keys)

    return work


def insert(collection: str, document: Document) -> Cheat:
    """Slips a document in."""

    def work(world: World) -> None:
        world.databases.hours[collection].insert_one(dict(document))

    return work
