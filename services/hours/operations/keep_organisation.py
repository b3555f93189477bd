"""Keep our copy of the organisation tree: totals by subtree follow its paths."""

from collections.abc import Sequence

from services.hours.store import Store
from shared.contracts.envelope import Event

_FIELDS = ("name", "level", "code", "parent_id", "path", "status", "revision")


def keep_organisation(events: Sequence[Event], *, store: Store) -> None:
    """Keep the highest revision of each organisation, in whatever order they come."""
    store.copies.keep_organisations(
        {"_id": data["organisation_id"], **{field: data[field] for field in _FIELDS}}
        for data in (event["data"] for event in events)
    )
