"""The pages of the volunteers: one file a subject, thin: form → schema → operation or view."""

from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: VolunteerSettings
) -> list[Pages]:
    """All pages of this service."""
    return []
