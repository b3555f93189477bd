"""Keep our copy of the activities: what certificates name, and what is due after they end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.hours.store import Store
from shared.contracts.envelope import Event

_FIELDS = (
    "title",
    "kind",
    "organisation_id",
    "organisation_path",
    "person_in_charge_id",
    "address",
    "status",
    "revision",
)


def keep_activity(events: Sequence[Event], *, store: Store) -> None:
    """Keep the highest revision of each activity, in whatever order they come."""
    store.copies.keep_activities(_copy(event["data"]) for event in events)


def _copy(data: Mapping[str, Any]) -> dict[str, Any]:
    shifts = [
        {
            "shift_id": one["shift_id"],
            "start": datetime.fromisoformat(one["start"]),
            "end": datetime.fromisoformat(one["end"]),
        }
        for one in data["shifts"]
    ]
    return {
        "_id": data["activity_id"],
        **{field: data[field] for field in _FIELDS},
        "place": data.get("place"),
        "shifts": shifts,
        "start": min((one["start"] for one in shifts), default=None),
        "end": max((one["end"] for one in shifts), default=None),
    }
