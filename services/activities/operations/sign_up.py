"""Sign a volunteer up for a shift: accepted, waitlisted, or an application to the organiser.

One transaction writes the person (her lock), the place counter (the role's lock) and the row with
its event. Whatever runs beside it, a place is given once and nobody has two at the same time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain import eligibility, facts, placing
from services.activities.domain.lifecycle import find_shift
from services.activities.domain.missing import NoSuchShift
from services.activities.operations.move_up import move_up
from services.activities.operations.take_place import Placed, Road, take_place
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import (
    SignUpAccepted,
    SignUpFact,
    SignUpReceived,
    SignUpWaitlisted,
)
from shared.ids import id_from
from shared.refusal import NotYet
from shared.storage.mongo import Busy, Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat

_EVENTS: dict[str, type[SignUpFact]] = {
    "accepted": SignUpAccepted,
    "waitlisted": SignUpWaitlisted,
    "applied": SignUpReceived,
}


class PersonNotYet(NotYet):
    """Raised when the person's registration has not arrived here yet."""

    zh = "登记信息正在同步，请稍后重试。"
    en = "The registration is on its way here. Please try again in a moment."


@dataclass(frozen=True, slots=True)
class SignUp:
    """``signed_up_by`` is the organiser who enters somebody; None for the volunteer herself.

    ``walk_in``: somebody on site who has no place. The sign-up window and the teams do not count
    then, free places do; who waits or has applied gets hers now, and nobody is put on the
    waitlist. ``over_places``: the organiser lets her in although no place is free; the row is
    marked. ``came_at``: when she came, where that is told later.
    """

    shift_id: str
    volunteer_id: str
    role_id: str | None = None
    signed_up_by: str | None = None
    walk_in: bool = False
    over_places: bool = False
    came_at: datetime | None = None


def sign_up(message: SignUp, *, store: Store, clock: Clock, settings: ActivitySettings) -> Document:
    """The sign-up's row as it is now.

    Raises NoSuchShift, PersonNotYet, Busy and the refusals of eligibility and placing.
    """

    def work(session: ClientSession) -> Document:
        return _in_transaction(message, store, clock(), settings, session)

    row = store.transaction(work, turn=message.shift_id)
    return _moved_up(row, store, clock) if row["status"] == "waitlisted" else row


def _moved_up(row: Document, store: Store, clock: Clock) -> Document:
    """The row, after places that came free while others waited have been given."""
    try:
        place_id = placing.counter_id(row["shift_id"], row["role_id"])
        moved = move_up(place_id, store=store, clock=clock)
    except Busy:  # the chore comes by in a moment
        moved = 0
    return (store.sign_ups.get(row["_id"]) or row) if moved else row


def _in_transaction(
    message: SignUp, store: Store, now: datetime, settings: ActivitySettings, session: ClientSession
) -> Document:
    activity, person = _load(message, store, session)
    shift = find_shift(activity, message.shift_id)
    sign_up_id = id_from(message.shift_id, person["_id"])
    old = store.sign_ups.get(sign_up_id, session)
    if old and is_repeat(old):
        return old
    hers = old["role_id"] if old and old["status"] in placing.LIVE else None
    role = eligibility.choose_role(shift, message.role_id or hers)
    _check(message, activity, shift, person, message.came_at or now, settings)
    placing.check_again(old, walk_in=message.walk_in)
    row = {
        "_id": sign_up_id,
        **facts.place_of(
            activity,
            shift,
            role,
            settings.check_in_opens_minutes,
            settings.check_out_closes_minutes,
        ),
        **facts.person_of(person),
        "marks": eligibility.marks(shift, person, settings.zone, settings.accompanied_below_age),
        "signed_up_at": now,
        "signed_up_by": message.signed_up_by or person["_id"],
        "reason": None,
        "open": None,
        "intervals": [],
    }
    if message.shift_id in person.get("shown", ()):
        row["shows_code"] = True
    placed = take_place(row, old, _road(activity, message), store=store, session=session)
    busy = person["busy"]
    if placed.status == "accepted":
        busy = placing.occupy(busy, row, now, settings.zone)
    store.people.set_busy(person["_id"], busy, session)
    row |= {"status": placed.status, "queue": placed.queue}
    row["marks"] += placed.marks
    return _save(row, old, placed, now, store, session)


def _check(
    message: SignUp,
    activity: Document,
    shift: Mapping[str, Any],
    person: Document,
    now: datetime,
    settings: ActivitySettings,
) -> None:
    """Raises the refusals of eligibility."""
    if message.walk_in:
        early = timedelta(minutes=settings.check_in_opens_minutes)
        eligibility.check_walk_in(activity, shift, now, early)
    else:
        eligibility.check_window(activity, shift, now, settings.zone)
        eligibility.check_team(activity, person)
    eligibility.check_person(activity, shift, person, settings.zone, settings.youngest_age)


def _load(message: SignUp, store: Store, session: ClientSession) -> tuple[Document, Document]:
    """The published activity and the person."""
    activity = store.activities.of_shift(message.shift_id, session)
    if activity is None or activity["status"] == "draft":
        raise NoSuchShift()
    person = store.people.get(message.volunteer_id, session)
    if person is None:
        raise PersonNotYet()
    return activity, person


def _road(activity: Document, message: SignUp) -> Road:
    if message.walk_in:
        return "over_places" if message.over_places else "walk_in"
    return "organiser_chooses" if activity["mode"] == "organiser_chooses" else "first_come"


def _save(
    row: Document,
    old: Document | None,
    placed: Placed,
    now: datetime,
    store: Store,
    session: ClientSession,
) -> Document:
    """Write the row with its event; a row that was given back is used again."""
    saved = {**row, "revision": old["revision"] + 1 if old else 1}
    more = {"position": placed.position} if placed.position is not None else {}
    event = fact(_EVENTS[placed.status], row["_id"], facts.sign_up_data(saved, **more), at=now)
    if old is None:
        store.sign_ups.insert(saved, [event], session)
    elif not store.sign_ups.save(old, row, [event], session):
        raise placing.HasAttendance()
    return saved
