"""Found a team, or change one: its name, its leaders, its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.volunteers.domain import teams
from services.volunteers.store import Store
from services.volunteers.store.people import UnknownVolunteer
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.refusal import Invalid
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


class NoSuchLeader(Invalid):
    """Raised when the input names a leader who is not registered."""

    zh = "所选队长不是已登记的志愿者。"
    en = "The leader chosen is no registered volunteer."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeam:
    """What was typed; leaders become members."""

    name: str
    organisation_id: str
    leader_ids: Sequence[str] = ()


def found_team(asked: NewTeam, *, actor: Identity, store: Store, clock: Clock) -> Document:
    """The new team. Raises OutOfScope, TeamExists, NoSuchLeader, NotActive, Outsider."""
    store.ready()
    team_id = command_id()
    leaders = teams.check_leaders(asked.leader_ids)

    def work(session: ClientSession) -> Document:
        if mine := store.teams.find(team_id, session):
            return mine
        at = clock()
        organisation = store.organisations.chosen(
            asked.organisation_id, session, field="organisation_id"
        )
        actor.must_reach("coordinator", organisation["path"])
        team: Document = {
            "_id": team_id,
            "name": asked.name,
            "organisation_id": organisation["_id"],
            "organisation_path": organisation["path"],
            "leader_ids": leaders,
            "status": "active",
            "revision": 1,
            "created_at": at,
        }
        store.teams.insert(team, at, session)
        _enlist(team, leaders, actor, store, session, at)
        return team

    return store.transaction(work)


def change_team(
    team_id: str, typed: Mapping[str, Any], *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """The team after the change; ``typed`` holds name, leader_ids or status ("dissolved").

    New leaders become members. A dissolved team stays in the records of its members. Raises
    OutOfScope, TeamDissolved, TeamExists, NoSuchLeader, NotActive, Outsider.
    """

    def work(session: ClientSession) -> Document:
        at = clock()
        team = store.teams.get(team_id, session)
        actor.must_reach("coordinator", team["organisation_path"])
        if is_repeat(team):
            return team
        if team["status"] != "active":
            raise teams.TeamDissolved()
        wanted = dict(typed)
        if "leader_ids" in typed:
            wanted["leader_ids"] = teams.check_leaders(typed["leader_ids"])
            _enlist(team, wanted["leader_ids"], actor, store, session, at)
        changes = {key: value for key, value in wanted.items() if team[key] != value}
        if not changes:
            return team
        return store.teams.change(team, changes, at=at, session=session)

    return store.transaction(work)


def _enlist(
    team: Document,
    leaders: Sequence[str],
    actor: Identity,
    store: Store,
    session: ClientSession,
    at: datetime,
) -> None:
    """Make leaders members."""
    for leader_id in leaders:
        try:
            person = store.people.get(leader_id, session)
        except UnknownVolunteer:
            raise NoSuchLeader(field="leader_ids") from None
        teams.check_belongs(team, person, actor.reaches("organiser", person["organisation_path"]))
        joined = teams.join(team, person)
        if joined != person["team_ids"]:
            changes = {"team_ids": joined}
            store.people.change(person, changes, told="teams", at=at, session=session)
