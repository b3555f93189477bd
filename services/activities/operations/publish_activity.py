"""Publish a draft: from now on people see it and sign up."""

from dataclasses import dataclass

from pymongo.client_session import ClientSession

from services.activities.domain import drafting, facts, lifecycle
from services.activities.domain.missing import NoSuchActivity
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import ActivityPublished
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class PublishActivity:
    activity_id: str
    by: Identity


def publish_activity(
    message: PublishActivity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The published activity, with a counter for the places of each role.

    Raises NoSuchActivity, OutOfScope, WrongStatus, NotComplete, NoShifts, InThePast, Changed.
    """

    def work(session: ClientSession) -> Document:
        now = clock()
        activity = in_scope(message.activity_id, message.by, store, session)
        if is_repeat(activity):
            return activity
        lifecycle.check_publishable(activity, now)
        drafting.check(activity, settings.longest_shift_hours, settings.location_people)
        changes = {"status": "published", "published_at": now}
        published = {**activity, **changes, "revision": activity["revision"] + 1}
        event = fact(ActivityPublished, activity["_id"], facts.activity_data(published), at=now)
        if not store.activities.save(activity, changes, [event], session):
            raise Changed()
        store.places.set_places(published, published["revision"], session)
        return published

    return store.transaction(work)


def in_scope(
    activity_id: str, by: Identity, store: Store, session: ClientSession | None = None
) -> Document:
    """The activity, for one of its organisers. Raises NoSuchActivity, OutOfScope."""
    activity = store.activities.get(activity_id, session)
    if activity is None:
        raise NoSuchActivity()
    by.must_reach("organiser", activity["organisation_path"])
    return activity
