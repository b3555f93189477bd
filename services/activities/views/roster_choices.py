"""What a roster can be asked for: the organisations, teams and activities within one's reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.activities.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document

BACK, AHEAD = timedelta(days=60), timedelta(days=90)
MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Choices:
    """Each a list of documents: by the tree, by name, the latest first, by start."""

    organisations: list[Document]
    teams: list[Document]
    activities: list[Document]
    shifts: list[Document]


def roster_choices(
    identity: Identity,
    organisation_id: str | None,
    activity_id: str | None,
    *,
    store: Store,
    now: datetime,
) -> Choices:
    """Also the teams she leads. Activities: those of ``organisation_id``, where it is chosen;
    ``activity_id`` is listed however old it is, with its shifts."""
    paths = identity.paths("organiser")
    organisation = store.copies.organisation(organisation_id) if organisation_id else None
    narrow = organisation and identity.reaches("organiser", organisation["path"])
    within = [organisation["path"]] if organisation and narrow else paths
    found = store.overview.around(within, now, BACK, AHEAD, MOST_CHOICES)
    chosen = next((one for one in found if one["_id"] == activity_id), None)
    if activity_id and chosen is None:
        chosen = store.activities.get(activity_id)
        reached = chosen and identity.reaches("organiser", chosen["organisation_path"])
        found = [chosen, *found] if chosen and reached else found
    return Choices(
        organisations=store.copies.organisations_within(paths, MOST_CHOICES),
        teams=store.copies.teams_within(paths, identity.volunteer_id, MOST_CHOICES),
        activities=found,
        shifts=list(chosen["shifts"]) if chosen else [],
    )


def team_names(rows: Iterable[Document], *, store: Store) -> dict[str, str]:
    """The names of all teams on these roster lines."""
    ids = {team_id for row in rows for team_id in row["team_ids"]}
    return {key: team["name"] for key, team in store.copies.teams(ids).items()}
