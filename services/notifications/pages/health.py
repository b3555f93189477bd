"""How the messages of notifications go, in words an office understands."""

from services.notifications.store import Store
from shared.pages import Both, Pages
from shared.watch.pages import pages as health_pages

_WORK = {
    "notifications.keep_volunteer": Both("更新志愿者联系方式", "Keeping addresses up to date"),
    "notifications.tell_volunteer": Both("给志愿者发消息", "Telling volunteers what happened"),
}


def pages(store: Store) -> Pages:
    """See shared.watch.pages."""
    return health_pages("notifications", Both("消息", "Messages"), _WORK, store.database)
