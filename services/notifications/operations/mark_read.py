"""Mark one message of one's own as read."""

from services.notifications.domain.refusals import MessageNotFound
from services.notifications.store import Store
from shared.clock import Clock
from shared.storage.mongo import Document


def mark_read(message_id: str, volunteer_id: str, *, store: Store, clock: Clock) -> Document:
    """The message, read now or before. Raises MessageNotFound for anybody else's."""
    found = store.inbox.mark_read(message_id, volunteer_id, clock())
    if found is None:
        raise MessageNotFound()
    return found
