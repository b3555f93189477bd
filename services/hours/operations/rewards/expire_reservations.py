"""Give back what was reserved and not fetched in time."""

from functools import partial

from pymongo.client_session import ClientSession

from services.hours.domain.rewards.shop import RESERVED
from services.hours.operations.rewards.give_back import return_goods
from services.hours.store import Store
from shared.clock import Clock

_LOT = 200
NOT_FETCHED = "逾期未领取 · not fetched in time"


def expire_reservations(*, store: Store, clock: Clock) -> int:
    """Returns how many; each is a transaction of its own."""
    now, given = clock(), 0

    def write(key: str, session: ClientSession) -> int:
        row = store.reservations.get(key, session)
        if row["status"] != RESERVED:
            return 0
        return_goods(row, None, NOT_FETCHED, now, store=store, session=session)
        return 1

    while keys := store.reservations.overdue(now, _LOT):
        given += sum(store.transaction(partial(write, key)) for key in keys)
    return given
