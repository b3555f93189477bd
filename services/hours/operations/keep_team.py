"""Keep our copy of the teams: who may donate what a team was given."""

from collections.abc import Sequence

from services.hours.store import Store
from shared.contracts.envelope import Event

_FIELDS = ("name", "organisation_id", "organisation_path", "leader_ids", "status", "revision")


def keep_team(events: Sequence[Event], *, store: Store) -> None:
    """Keep the highest revision of each team, in whatever order they come."""
    store.copies.keep_teams(
        {"_id": data["team_id"], **{field: data[field] for field in _FIELDS}}
        for data in (event["data"] for event in events)
    )
