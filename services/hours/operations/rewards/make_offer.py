"""Offer something for time currency."""

from typing import Any

from services.hours.domain.rewards.shop import must_open_first
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document


def make_offer(
    organisation_id: str, terms: dict[str, Any], *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the offer. ``terms``: title, description, place, minutes, stock, keep_days, opens_at
    (None: now), closes_at.

    Raises NoSuchOrganisation, OutOfScope, ClosesBeforeItOpens.
    """
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    at = clock()
    opens = terms["opens_at"] or at
    must_open_first(opens, terms["closes_at"])
    return store.offers.add(
        {
            "_id": command_id(),
            "organisation_id": organisation_id,
            "organisation_path": organisation["path"],
            **terms,
            "opens_at": opens,
            "by": by.volunteer_id,
            "at": at,
        }
    )
