"""The organiser chooses: accept or decline a sign-up."""

from dataclasses import dataclass

from pymongo.client_session import ClientSession

from services.activities.domain import eligibility, facts, placing
from services.activities.domain.lifecycle import find_shift
from services.activities.domain.missing import NoSuchSignUp
from services.activities.operations.oversee_activity import must_oversee
from services.activities.operations.withdraw import release
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import SignUpAccepted, SignUpDeclined
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class Accept:
    sign_up_id: str
    by: Identity


@dataclass(frozen=True, slots=True)
class Decline:
    """``reason`` is told to the volunteer; None tells none."""

    sign_up_id: str
    by: Identity
    reason: str | None = None


def accept(message: Accept, *, store: Store, clock: Clock, settings: ActivitySettings) -> Document:
    """Give an applicant a place.

    Raises NoSuchSignUp, OutOfScope, NotAnApplication, NotOpen, ShiftBegun, ShiftFull,
    TimesOverlap, NotActive.
    """

    def work(session: ClientSession) -> Document:
        now = clock()
        row, activity = _in_scope(message, store, session)
        if is_repeat(row):
            return row
        placing.check_application(row)
        shift = find_shift(activity, row["shift_id"])
        eligibility.check_held(activity, shift)
        eligibility.check_ahead(shift, now)
        person = store.people.require(row["volunteer_id"], session)
        eligibility.check_active(person)
        busy = placing.occupy(person["busy"], row, now, settings.zone)
        if not store.places.take(
            placing.counter_id(row["shift_id"], row["role_id"]), session, applied=-1
        ):
            raise placing.ShiftFull(role=row["role"])
        store.people.set_busy(person["_id"], busy, session)
        changes = {"status": "accepted"}
        accepted = {**row, **changes, "revision": row["revision"] + 1}
        event = fact(SignUpAccepted, row["_id"], facts.sign_up_data(accepted), at=now)
        if not store.sign_ups.save(row, changes, [event], session):
            raise Changed()
        return accepted

    return store.transaction(work)


def decline(message: Decline, *, store: Store, clock: Clock) -> Document:
    """Decline an application, or take a place or a turn on the waitlist away again.

    Raises NoSuchSignUp, OutOfScope, NotLive, HasAttendance.
    """

    def work(session: ClientSession) -> Document:
        row, _ = _in_scope(message, store, session)
        if is_repeat(row):
            return row
        placing.check_live(row)
        more = {"reason": message.reason}
        return release(row, "declined", SignUpDeclined, more, store, clock(), session)

    return store.transaction(work)


def _in_scope(
    message: Accept | Decline, store: Store, session: ClientSession
) -> tuple[Document, Document]:
    """The row and its activity, for those who run it."""
    row = store.sign_ups.get(message.sign_up_id, session)
    if row is None:
        raise NoSuchSignUp()
    activity = store.activities.require(row["activity_id"], session)
    must_oversee(message.by, activity)
    return row, activity
