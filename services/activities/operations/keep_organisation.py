"""Keep the copy of an organisation; what it organises moves in the tree with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.activities.store import Store


def keep_organisation(states: Sequence[Mapping[str, Any]], *, store: Store) -> None:
    """``states`` are data of OrganisationChanged, in any order; the highest revision stays."""
    ids = {state["organisation_id"] for state in states}
    before = store.copies.organisations(ids)
    store.copies.keep("organisation", states)
    for organisation_id, now in store.copies.organisations(ids).items():
        old = before.get(organisation_id)
        if old is not None and old["path"] != now["path"]:
            store.activities.move_organisation(organisation_id, now["path"])
            store.followers.move_organisation(organisation_id, now["path"])
