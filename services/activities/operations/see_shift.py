"""A shift as those see it who run it on site."""

from typing import Any

from services.activities.domain.lifecycle import find_shift
from services.activities.operations.oversee_activity import overseen
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity


def see_shift(
    shift_id: str, identity: Identity, *, store: Store, settings: ActivitySettings
) -> dict[str, Any]:
    """{shift_id, activity_id, title, address, status, start, end, cancelled, roles, opens_at,
    closes_at, kept_until, counts}. Raises NoSuchShift, OutOfScope."""
    activity = overseen(shift_id, identity, store)
    shift = find_shift(activity, shift_id)
    opens, closes = settings.window_of(shift)
    return {
        **{name: shift[name] for name in ("shift_id", "start", "end", "cancelled", "roles")},
        **{name: activity[name] for name in ("title", "address", "status")},
        "activity_id": activity["_id"],
        "opens_at": opens,
        "closes_at": closes,
        "kept_until": settings.kept_until(shift),
        "counts": store.on_site.counts(shift_id),
    }
