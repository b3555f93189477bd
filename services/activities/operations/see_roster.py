"""What of a roster a person may see: by running the activity, leading the team, or by a role."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from services.activities.domain.roster_lines import VISIBLE_TAIL
from services.activities.operations.oversee_activity import oversees
from services.activities.store import Store
from services.activities.store.rosters import RosterQuery
from shared.auth import Identity, OutOfScope
from shared.refusal import Invalid, NotFound
from shared.storage.mongo import Document


class NoSuchRoster(NotFound):
    """Raised when there is no such activity, shift, team or organisation."""

    zh = "没有这个活动、场次、服务队或组织。"
    en = "There is no such activity, shift, team or organisation."


class ChooseRoster(Invalid):
    """Raised when nothing says whose roster is wanted."""

    zh = "请选择活动、场次、服务队或组织。"
    en = "Choose an activity, a shift, a team or an organisation."


class TailTooLong(Invalid):
    """Raised when a search would find out the digits that are masked."""

    zh = "您只能按电话号码的后{digits}位查询。"
    en = "You can search by the last {digits} digits of a phone number."


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is asked for; see RosterQuery. ``organisation_id`` means its whole subtree."""

    activity_id: str | None = None
    shift_id: str | None = None
    team_id: str | None = None
    organisation_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    statuses: tuple[str, ...] = ()
    presence: str | None = None
    text: str | None = None
    phone_tail: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """The rows a person may see, whose they are, and of which she sees the whole phone."""

    query: RosterQuery
    scope: str
    whole_phone: Callable[[Mapping[str, Any]], bool]


def see_roster(criteria: Criteria, identity: Identity, *, store: Store) -> Sight:
    """Raises NoSuchRoster, ChooseRoster, OutOfScope, TailTooLong."""
    activity = _activity(criteria, store)
    organisation_ids: tuple[str, ...] | None = None
    runs_it = activity is not None and oversees(identity, activity)
    scope = activity["organisation_path"] if activity else ""
    if criteria.team_id:
        scope = _team_scope(criteria.team_id, identity, store, runs_it)
    elif activity is not None and not runs_it:
        raise OutOfScope
    if criteria.organisation_id:
        organisation_ids, scope = _subtree(criteria.organisation_id, identity, store)
    elif activity is None and not criteria.team_id:
        organisation_ids, scope = _own_subtrees(identity, store)

    def whole_phone(row: Mapping[str, Any]) -> bool:
        return runs_it or identity.reaches("organiser", row["organisation_path"])

    if criteria.team_id and not runs_it and len(criteria.phone_tail or "") > VISIBLE_TAIL:
        raise TailTooLong(field="phone_tail", digits=VISIBLE_TAIL)
    wanted = asdict(criteria)
    del wanted["organisation_id"]
    wanted |= {"organisation_ids": organisation_ids}
    if activity is not None:
        wanted["activity_id"] = activity["_id"]
    return Sight(RosterQuery(**wanted), scope, whole_phone)


def _activity(criteria: Criteria, store: Store) -> Document | None:
    if criteria.shift_id:
        found = store.activities.of_shift(criteria.shift_id)
    elif criteria.activity_id:
        found = store.activities.get(criteria.activity_id)
    else:
        return None
    if found is None or criteria.activity_id not in (None, found["_id"]):
        raise NoSuchRoster()
    return found


def _team_scope(team_id: str, identity: Identity, store: Store, runs_it: bool) -> str:
    team = store.copies.teams([team_id]).get(team_id)
    if team is None:
        raise NoSuchRoster(field="team_id")
    path: str = team["organisation_path"]
    leads = identity.volunteer_id in team["leader_ids"] or identity.reaches("organiser", path)
    if not leads and not runs_it:
        raise OutOfScope
    return path


def _subtree(organisation_id: str, identity: Identity, store: Store) -> tuple[tuple[str, ...], str]:
    organisation = store.copies.organisation(organisation_id)
    if organisation is None:
        raise NoSuchRoster(field="organisation_id")
    path: str = organisation["path"]
    identity.must_reach("organiser", path)
    return (organisation_id,), path


def _own_subtrees(identity: Identity, store: Store) -> tuple[tuple[str, ...], str]:
    """The subtrees of all the person's grants; ``/`` grants need a choice."""
    paths = identity.paths("organiser")
    ids = tuple(path.strip("/").rsplit("/", 1)[-1] for path in paths)
    if not paths:
        raise OutOfScope
    if "" in ids:
        raise ChooseRoster(field="organisation_id")
    return ids, paths[0]
