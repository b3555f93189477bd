"""Take a live sign-up back: by the volunteer, by the organiser, by what happened elsewhere.

The place goes to the first of the waitlist in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain import facts, placing
from services.activities.domain.missing import NoSuchSignUp
from services.activities.operations.move_up import fill
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import SignUpFact, SignUpWithdrawn
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class Withdraw:
    sign_up_id: str
    by: Identity


def withdraw(
    message: Withdraw, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The volunteer gives her place back in time (Regulations, article 22).

    Raises NoSuchSignUp, NotLive, HasAttendance, TooLateToWithdraw.
    """

    def work(session: ClientSession) -> Document:
        now = clock()
        row = store.sign_ups.get(message.sign_up_id, session)
        if row is None or row["volunteer_id"] != message.by.volunteer_id:
            raise NoSuchSignUp()
        if is_repeat(row):
            return row
        activity = store.activities.require(row["activity_id"], session)
        in_charge = store.people.to_call([activity])[activity["_id"]]
        placing.check_withdrawal(activity, row, in_charge, now, settings.zone)
        return release(row, "withdrawn", SignUpWithdrawn, {}, store, now, session)

    return store.transaction(work)


def release(
    row: Document,
    status: str,
    contract: type[SignUpFact],
    more: Mapping[str, Any],
    store: Store,
    now: datetime,
    session: ClientSession,
) -> Document:
    """End a live row as ``status``, with its event, and move the next one up.

    ``more`` is the rest of the event's data; its ``reason`` is kept in the row. Raises Changed
    when the row is no longer as it was read.
    """
    place_id = placing.counter_id(row["shift_id"], row["role_id"])
    changes = {"status": status, "queue": None, "reason": more.get("reason")}
    ended = {**row, **changes, "revision": row["revision"] + 1}
    event = fact(contract, row["_id"], facts.sign_up_data(ended, **more), at=now)
    if not store.sign_ups.save(row, changes, [event], session):
        raise Changed()
    person = store.people.get(row["volunteer_id"], session)
    if person is not None:
        store.people.set_busy(person["_id"], placing.vacate(person["busy"], row), session)
    store.places.count(place_id, session, **{placing.counted(row): -1})
    if row["status"] == "accepted":
        fill(place_id, store, now, session)
    return ended
