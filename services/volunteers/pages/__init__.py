"""The pages of the volunteers: one file a subject, thin: form → schema → operation or view."""

from services.volunteers.pages import me, my_account, register, renewal, sign_in
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Pages
from shared.settings import Settings


def blueprints(
    store: Store, clock: Clock, settings: Settings, own: VolunteerSettings
) -> list[Pages]:
    """All pages of this service."""
    return [
        sign_in.pages(store, clock, own),
        renewal.pages(store, clock, own),
        register.pages(store, clock, own),
        me.pages(store, clock, own),
        my_account.pages(store, clock, own),
    ]
