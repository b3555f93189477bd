"""The file of an activity: summary, photos, numbers, messages."""

from datetime import datetime
from typing import Any

from services.activities.domain.photos import NoSuchPhoto
from services.activities.store import Store
from services.activities.views.organised import run_by
from shared.auth import Identity
from shared.storage.mongo import Document

_MOST_MESSAGES = 100


def photos(activity_id: str, identity: Identity, *, store: Store) -> list[Document]:
    """Without the pictures. Raises NoSuchActivity, OutOfScope."""
    return store.photos.of_activity(run_by(activity_id, identity, store=store)["_id"])


def photo(activity_id: str, photo_id: str, identity: Identity, *, store: Store) -> Document:
    """With the picture. Raises NoSuchActivity, OutOfScope, NoSuchPhoto."""
    run_by(activity_id, identity, store=store)
    found = store.photos.get(activity_id, photo_id)
    if found is None:
        raise NoSuchPhoto()
    return found


def archive(activity: Document, *, store: Store, now: datetime) -> dict[str, Any]:
    """{photos, numbers, messages, summary} of an activity that may be seen."""
    key = activity["_id"]
    return {
        "photos": store.photos.of_activity(key),
        "numbers": store.organised.numbers(key, now),
        "messages": store.messages.of_activity(key, _MOST_MESSAGES),
        "summary": activity.get("summary", ""),
    }
