"""The file of an activity: its summary, and who may add to it when."""

from dataclasses import dataclass
from datetime import datetime

from services.activities.domain import lifecycle, photos
from services.activities.domain.missing import NoSuchActivity
from services.activities.operations.oversee_activity import must_oversee
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class KeepFile:
    """``summary``: what was done, for the archive."""

    activity_id: str
    summary: str
    by: Identity


def keep_file(message: KeepFile, *, store: Store, clock: Clock) -> Document:
    """The activity with its summary. The same summary again writes nothing.

    Raises NoSuchActivity, OutOfScope, WrongStatus, NotBegun, Changed.
    """
    activity = _overseen(message.activity_id, message.by, store)
    if is_repeat(activity) or activity.get("summary", "") == message.summary:
        return activity
    lifecycle.check_file_open(activity, clock())
    changes = {"summary": message.summary}
    if not store.activities.save(activity, changes):
        raise Changed()
    return {**activity, **changes, "revision": activity["revision"] + 1}


def file_of(activity_id: str, by: Identity, now: datetime, *, store: Store) -> Document:
    """The activity, where its file is open for this person: from its start until it is closed.

    Raises NoSuchActivity, OutOfScope, WrongStatus, NotBegun.
    """
    activity = _overseen(activity_id, by, store)
    lifecycle.check_file_open(activity, now)
    return activity


def _overseen(activity_id: str, by: Identity, store: Store) -> Document:
    activity = store.activities.get(activity_id)
    if activity is None:
        raise NoSuchActivity()
    must_oversee(by, activity)
    return activity


def describe_photo(
    activity_id: str, photo_id: str, about: str, by: Identity, *, store: Store, clock: Clock
) -> None:
    """Say what can be seen in a photo. Raises as ``file_of`` does, and NoSuchPhoto."""
    file_of(activity_id, by, clock(), store=store)
    if not store.photos.describe(activity_id, photo_id, about):
        raise photos.NoSuchPhoto()


def remove_photo(
    activity_id: str, photo_id: str, by: Identity, *, store: Store, clock: Clock
) -> None:
    """Take a photo out; one that is gone stays gone. Raises as ``file_of`` does."""
    file_of(activity_id, by, clock(), store=store)
    store.photos.remove(activity_id, photo_id)
