"""The pages of the hour bank: one file a subject, thin: form → schema → operation or view."""

from zoneinfo import ZoneInfo

from services.hours.pages import check_certificate
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(store: Store, clock: Clock, settings: Settings, own: HoursSettings) -> list[Pages]:
    """All pages of this service. ``own`` says how the office has set the bank."""
    zone = ZoneInfo(settings.timezone)
    return [
        check_certificate.pages(store, clock, zone),
    ]
