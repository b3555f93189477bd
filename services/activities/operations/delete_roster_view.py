"""Forget a saved view of one's own."""

from services.activities.store import Store


def delete_roster_view(view_id: str, owner: str, *, store: Store) -> None:
    """A view that is gone, or somebody else's, stays as it is."""
    store.roster_views.delete(owner, view_id)
