"""The pages of the activities: one file a subject, thin: form → schema → operation or view."""

from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: ActivitySettings
) -> list[Pages]:
    """All pages of this service."""
    return []
