"""Who runs an activity: the person in charge, and organisers over its organisation."""

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
