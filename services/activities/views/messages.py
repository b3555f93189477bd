"""What organisers wrote to those who signed up."""

from services.activities.store import Store
from services.activities.views.organised import run_by
from shared.auth import Identity
from shared.storage.mongo import Document

_MOST = 200


def messages(activity_id: str, identity: Identity, *, store: Store) -> list[Document]:
    """The latest first, up to 200. Raises NoSuchActivity, OutOfScope."""
    return store.messages.of_activity(run_by(activity_id, identity, store=store)["_id"], _MOST)
