"""Close an activity that is over: its file is complete."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.activities.domain import facts, lifecycle
from services.activities.operations.publish_activity import in_scope
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import ActivityClosed
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class CloseActivity:
    activity_id: str
    by: Identity


def close_activity(message: CloseActivity, *, store: Store, clock: Clock) -> Document:
    """The closed activity. Raises NoSuchActivity, OutOfScope, NotOver, WrongStatus, Changed."""
    activity, now = in_scope(message.activity_id, message.by, store), clock()
    if is_repeat(activity):
        return activity
    lifecycle.check_closable(activity, now)
    closed = _close(activity, store, now)
    if closed is None:
        raise Changed()
    return closed


def close_old(*, store: Store, clock: Clock, settings: ActivitySettings) -> None:
    """Close what ended so many days ago that nobody will add to it.

    The record is due within 10 working days after the activity (Measures, article 11).
    """
    now = clock()
    for activity in store.activities.ended_before(now - timedelta(days=settings.close_after_days)):
        _close(activity, store, now)


def _close(activity: Document, store: Store, now: datetime) -> Document | None:
    changes = {"status": "closed", "ended_at": activity["ended_at"] or activity["ends_at"]}
    closed = {**activity, **changes, "revision": activity["revision"] + 1}
    event = fact(ActivityClosed, activity["_id"], facts.activity_data(closed), at=now)
    return closed if store.activities.save(activity, changes, [event]) else None
