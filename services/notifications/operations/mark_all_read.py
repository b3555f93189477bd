"""Mark all one's own messages as read."""

from services.notifications.store import Store
from shared.clock import Clock


def mark_all_read(volunteer_id: str, *, store: Store, clock: Clock) -> int:
    """How many were unread until now."""
    return store.inbox.mark_all_read(volunteer_id, clock())
