"""Forget what is older than it is to be kept (GB/T 35273: no longer than the purpose needs)."""

from services.notifications.settings import NotificationSettings
from services.notifications.store import Store
from shared.clock import Clock
from shared.logs import logger


def forget_old(*, store: Store, settings: NotificationSettings, clock: Clock) -> None:
    """Delete old messages and e-mails settled long ago. The hours themselves stand elsewhere."""
    now = clock()
    messages = store.inbox.forget(now - settings.messages_kept)
    deliveries = store.deliveries.forget(now - settings.deliveries_kept)
    if messages or deliveries:
        logger().info("forgotten", messages=messages, deliveries=deliveries)
