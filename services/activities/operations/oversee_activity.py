"""Who runs an activity: the person in charge, and organisers over its organisation."""

from services.activities.domain.missing import NoSuchShift
from services.activities.store import Store
from shared.auth import Identity, OutOfScope
from shared.storage.mongo import Document


def oversees(identity: Identity, activity: Document) -> bool:
    """Whether this person may see and record who is there."""
    in_charge = bool(activity["person_in_charge_id"] == identity.volunteer_id)
    return in_charge or identity.reaches("organiser", activity["organisation_path"])


def must_oversee(identity: Identity, activity: Document) -> None:
    """Raises OutOfScope."""
    if not oversees(identity, activity):
        raise OutOfScope


def overseen(shift_id: str, identity: Identity, store: Store) -> Document:
    """The activity of a shift, for those who run it. Raises NoSuchShift, OutOfScope."""
    activity = store.activities.of_shift(shift_id)
    if activity is None:
        raise NoSuchShift
    must_oversee(identity, activity)
    return activity
