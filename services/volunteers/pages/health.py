"""How the messages of volunteers go, in words an office understands; it hears nobody."""

from services.volunteers.store import Store
from shared.pages import Both, Pages
from shared.watch.pages import pages as health_pages


def pages(store: Store) -> Pages:
    """See shared.watch.pages."""
    return health_pages("volunteers", Both("志愿者", "Volunteers"), {}, store.database)
