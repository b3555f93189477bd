"""Cancel a published activity or one of its shifts; whoever signed up is told by the event."""

from dataclasses import dataclass

from pymongo.client_session import ClientSession

from services.activities.domain import drafting, facts, lifecycle
from services.activities.domain.missing import NoSuchShift
from services.activities.operations.publish_activity import in_scope
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import ActivityCancelled, ActivityChanged
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class CancelActivity:
    activity_id: str
    reason: str
    by: Identity


@dataclass(frozen=True, slots=True)
class CancelShift:
    shift_id: str
    reason: str
    by: Identity


def cancel_activity(message: CancelActivity, *, store: Store, clock: Clock) -> Document:
    """The cancelled activity. Raises NoSuchActivity, OutOfScope, WrongStatus, AlreadyOver."""

    def work(session: ClientSession) -> Document:
        now = clock()
        activity = in_scope(message.activity_id, message.by, store, session)
        if is_repeat(activity):
            return activity
        lifecycle.check_cancellable(activity, now)
        changes = {"status": "cancelled", "reason": message.reason}
        cancelled = {**activity, **changes, "revision": activity["revision"] + 1}
        data = facts.activity_data(cancelled, reason=message.reason)
        event = fact(ActivityCancelled, activity["_id"], data, at=now)
        if not store.activities.save(activity, changes, [event], session):
            raise Changed()
        store.places.set_places(cancelled, cancelled["revision"], session)
        return cancelled

    return store.transaction(work)


def cancel_shift(message: CancelShift, *, store: Store, clock: Clock) -> Document:
    """The activity without that shift; with its last shift the whole activity is cancelled.

    Raises NoSuchShift, OutOfScope, WrongStatus, AlreadyOver.
    """

    def work(session: ClientSession) -> Document | None:
        now = clock()
        activity = store.activities.of_shift(message.shift_id, session)
        if activity is None:
            raise NoSuchShift()
        message.by.must_reach("organiser", activity["organisation_path"])
        if is_repeat(activity):
            return activity
        shifts = lifecycle.without_shift(activity, message.shift_id, message.reason, now)
        span = drafting.span(shifts)
        if span["starts_at"] is None:
            return None
        changes = {"shifts": shifts, **span}
        changed = {**activity, **changes, "revision": activity["revision"] + 1}
        data = facts.activity_data(changed, changes=["shifts"])
        event = fact(ActivityChanged, activity["_id"], data, at=now)
        if not store.activities.save(activity, changes, [event], session):
            raise Changed()
        store.places.set_places(changed, changed["revision"], session)
        return changed

    found = store.transaction(work)
    if found is not None:
        return found
    activity = store.activities.of_shift(message.shift_id) or {}
    whole = CancelActivity(activity["_id"], message.reason, message.by)
    return cancel_activity(whole, store=store, clock=clock)
