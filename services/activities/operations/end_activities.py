"""End the activities whose last shift is over."""

from services.activities.store import Store
from shared.clock import Clock


def end_activities(*, store: Store, clock: Clock) -> None:
    """Published → ended. A change that comes in between wins; the chore comes again."""
    for activity in store.activities.over(clock()):
        store.activities.save(activity, {"status": "ended", "ended_at": activity["ends_at"]})
