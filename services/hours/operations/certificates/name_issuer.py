"""Say who signs for an organisation: the persons responsible and handling, and a contact."""

from collections.abc import Mapping
from typing import Any

from services.hours.domain.refusals import NoSuchOrganisation
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.repeats import is_repeat, marked


def name_issuer(
    organisation_id: str, profile: Mapping[str, Any], *, by: Identity, store: Store, clock: Clock
) -> dict[str, Any]:
    """Replace {name, responsible, handler, contact}; the units below without their own use it too.

    Raises NoSuchOrganisation, OutOfScope.
    """
    organisation = store.copies.organisation(organisation_id)
    if organisation is None:
        raise NoSuchOrganisation
    by.must_reach("coordinator", organisation["path"])
    before = store.certificates.issuers.nearest([organisation_id])
    if before and is_repeat(before):
        return before
    row = {"_id": organisation_id, **profile, "by": by.volunteer_id, "at": clock(), **marked()}
    store.certificates.issuers.put(organisation_id, row)
    return row
