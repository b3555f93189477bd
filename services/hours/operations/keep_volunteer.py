"""Keep our copy of what volunteers tells about people."""

from collections.abc import Sequence
from datetime import datetime

from services.hours.store import Store
from shared.contracts.envelope import Event
from shared.contracts.volunteers import VolunteerRegistered

_FIELDS = (
    "number",
    "name",
    "sex",
    "birth_date",
    "phone",
    "language",
    "organisation_id",
    "organisation_path",
    "team_ids",
    "status",
    "revision",
)


def keep_volunteer(events: Sequence[Event], *, store: Store) -> None:
    """Keep the highest revision of each person, and when she registered; the order of the events
    does not matter."""
    store.copies.keep_people(
        {"_id": data["volunteer_id"], **{field: data[field] for field in _FIELDS}}
        for data in (event["data"] for event in events)
    )
    store.people.keep_registrations(
        (event["data"]["volunteer_id"], datetime.fromisoformat(event["time"]))
        for event in events
        if event["type"] == VolunteerRegistered.type
    )
