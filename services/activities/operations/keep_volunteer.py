"""Keep the copy of a volunteer; rosters follow it, and who is not active gives her places back."""

from collections.abc import Mapping, Sequence
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain import facts, placing
from services.activities.operations.withdraw import release
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import SignUpWithdrawn
from shared.storage.mongo import Document


def keep_volunteer(states: Sequence[Mapping[str, Any]], *, store: Store, clock: Clock) -> None:
    """``states`` are data of VolunteerState, in any order; the highest revision stays.

    What is done beyond the copy is judged by the copy as it then is, so a late event of a
    suspension that is over takes nothing from anybody.
    """
    store.people.keep(states)
    known = {s["volunteer_id"] for s in states if s["revision"] > 1}
    people = store.people.get_many(known)
    store.followers.follow_people({key: facts.person_of(one) for key, one in people.items()})
    for person in people.values():
        if person["status"] != "active":
            give_all_back(person, store=store, clock=clock)


def give_all_back(person: Document, *, store: Store, clock: Clock) -> None:
    """Withdraw her live sign-ups of shifts that have not begun."""
    for sign_up_id in store.sign_ups.future(person["_id"], clock()):
        _give_back(sign_up_id, store, clock)


def _give_back(sign_up_id: str, store: Store, clock: Clock) -> None:
    def work(session: ClientSession) -> None:
        row = store.sign_ups.get(sign_up_id, session)
        if row is not None and placing.may_be_released(row):
            release(row, "withdrawn", SignUpWithdrawn, {}, store, clock(), session)

    store.transaction(work)
