"""Note who takes the records of an organisation out of the system, before it is done."""

from datetime import date

from services.hours.domain.rewards.export import must_be_a_year_at_most
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import new_id
from shared.storage.mongo import Document


def note_export(
    organisation_id: str,
    first: date,
    last: date,
    kind: str,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    key: str | None = None,
) -> Document:
    """Return the organisation. ``kind``: "csv" or "xlsx"; ``key``: the note's id, where somebody
    waits and is told how far it has come.

    Raises NoSuchOrganisation, OutOfScope, ExportPeriodInvalid.
    """
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    must_be_a_year_at_most(first, last)
    store.people.note_export(
        {
            "_id": key or new_id(),
            "by": by.volunteer_id,
            "at": clock(),
            "organisation_id": organisation_id,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "format": kind,
            "rows": 0,
            "made": key is None,
        }
    )
    return organisation
