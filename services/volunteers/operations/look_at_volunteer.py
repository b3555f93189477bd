"""Look at somebody's data, and leave a trace of it that she can see (Regulations, article 20)."""

from collections.abc import Sequence

from services.volunteers.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def look_at_volunteer(
    volunteer_id: str, *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """The record; the look is noted before it is shown. Raises OutOfScope, UnknownVolunteer."""
    person = store.people.get(volunteer_id)
    if actor.volunteer_id != volunteer_id:
        actor.must_reach("coordinator", person["organisation_path"])
        store.accesses.note(actor.volunteer_id, [volunteer_id], "details", clock())
    return person


def look_through_list(
    volunteer_ids: Sequence[str], *, actor: Identity, store: Store, clock: Clock
) -> None:
    """Note a page of a list before it is shown."""
    store.accesses.note(actor.volunteer_id, volunteer_ids, "list", clock())
