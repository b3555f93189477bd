"""Give free places to those who wait, the first first.

Who has another place at that time is passed over and keeps her turn; a chore asks again.
"""

from datetime import datetime

from pymongo.client_session import ClientSession

from services.activities.domain import facts, placing
from services.activities.domain.lifecycle import find_shift
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import SignUpMovedUp
from shared.logs import logger
from shared.storage.mongo import Busy, Document
from shared.storage.outbox import fact


def move_up(place_id: str, *, store: Store, clock: Clock) -> int:
    """Fill the free places of one role, a transaction each; how many moved up."""
    moved = 0
    while store.transaction(lambda session: fill(place_id, store, clock(), session)):
        moved += 1
    return moved


def fill(place_id: str, store: Store, now: datetime, session: ClientSession) -> bool:
    """Give one free place to the first who can take it; False: none free or nobody can."""
    counter = store.places.get(place_id, session)
    if counter is None or counter["waiting"] == 0 or counter["taken"] >= counter["places"]:
        return False
    activity = store.activities.get(counter["activity_id"], session)
    if activity is None or activity["status"] != "published":
        return False
    shift = find_shift(activity, counter["shift_id"])
    if shift["cancelled"] is not None or shift["start"] <= now:
        return False
    for row in store.sign_ups.waiting(counter["shift_id"], counter["role_id"], session):
        if _lift(row, store, now, session):
            return store.places.take(place_id, session, waiting=-1)
    return False


def _lift(row: Document, store: Store, now: datetime, session: ClientSession) -> bool:
    """Accept one who waits, unless she is busy then or no longer active."""
    person = store.people.get(row["volunteer_id"], session)
    if person is None or person["status"] != "active" or placing.clash(person["busy"], row):
        return False
    accepted = {**row, "revision": row["revision"] + 1}
    event = fact(SignUpMovedUp, row["_id"], facts.sign_up_data(accepted), at=now)
    store.people.set_busy(person["_id"], placing.with_place(person["busy"], row, now), session)
    return store.sign_ups.save(row, {"status": "accepted", "queue": None}, [event], session)


def sweep_waitlists(*, store: Store, clock: Clock) -> None:
    """Look through all roles with a free place and somebody who waits."""
    for counter in store.places.waited_for():
        try:
            move_up(counter["_id"], store=store, clock=clock)
        except Busy:  # somebody signs up or withdraws there right now and moves them himself
            logger().info("waitlist busy, comes again", place=counter["_id"])
