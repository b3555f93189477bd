"""One activity as those see it who run it."""

from services.activities.domain.missing import NoSuchActivity
from services.activities.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document


def run_by(activity_id: str, identity: Identity, *, store: Store) -> Document:
    """The record, for the person in charge and organisers over its unit.

    Raises NoSuchActivity, OutOfScope.
    """
    activity = store.activities.get(activity_id)
    if activity is None:
        raise NoSuchActivity()
    if activity["person_in_charge_id"] != identity.volunteer_id:
        identity.must_reach("organiser", activity["organisation_path"])
    return activity
