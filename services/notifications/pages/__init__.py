"""The pages of the notifications: one file a subject, thin: form → schema → operation or view."""

from services.notifications.pages import health, inbox, preferences
from services.notifications.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(store: Store, clock: Clock, settings: Settings) -> list[Pages]:
    """All pages of this service."""
    return [preferences.pages(store), inbox.pages(store, clock), health.pages(store)]
