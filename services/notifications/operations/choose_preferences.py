"""Choose the language and which kinds of news come by e-mail."""

from services.notifications.domain.people import Preferences
from services.notifications.store import Store


def choose_preferences(volunteer_id: str, chosen: Preferences, *, store: Store) -> None:
    """Replace what was chosen before; what ``chosen`` leaves open follows the registration."""
    store.people.choose(volunteer_id, chosen)
