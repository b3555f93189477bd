"""What waits for somebody's decision in activities."""

from dataclasses import dataclass
from datetime import datetime

from services.activities.store import Store
from shared.auth import Identity
from shared.imports import jobs


@dataclass(frozen=True, slots=True)
class Waiting:
    """Numbers within one's subtrees."""

    applications: int
    to_close: int
    imports: int


def waiting(identity: Identity, *, store: Store, now: datetime) -> Waiting:
    """Applications nobody answered, activities that are over and open, imports to decide upon."""
    paths = identity.paths("organiser")
    chosen = store.overview.choosing(paths)
    mine = jobs.undecided(store.database, "activities", identity.paths("coordinator"), now)
    return Waiting(
        applications=store.places.applied(chosen) if chosen else 0,
        to_close=store.overview.count_ended(paths),
        imports=mine,
    )
