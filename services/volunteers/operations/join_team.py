"""Take somebody into a team, or let one leave it."""

from services.volunteers.domain import teams
from services.volunteers.store import Store
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def join_team(
    team_id: str, volunteer_id: str, *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """The member's record; joining twice changes nothing.

    Those in charge of the team's organisation and the team's leaders may do it. Raises OutOfScope,
    Outsider, TeamDissolved, NotActive, TooManyTeams.
    """

    def work() -> Document:
        team = store.teams.get(team_id)
        _check_actor(team, actor)
        person = store.people.get(volunteer_id)
        in_charge = actor.reaches("organiser", person["organisation_path"])
        teams.check_belongs(team, person, in_charge)
        return _save(person, teams.join(team, person), store, clock)

    return again(work)


def leave_team(
    team_id: str, volunteer_id: str, *, actor: Identity, store: Store, clock: Clock
) -> Document:
    """The record of who left. Everybody may leave herself. Raises OutOfScope, LeaderStays."""

    def work() -> Document:
        team = store.teams.get(team_id)
        if actor.volunteer_id != volunteer_id:
            _check_actor(team, actor)
        person = store.people.get(volunteer_id)
        return _save(person, teams.leave(team, person), store, clock)

    return again(work)


def _check_actor(team: Document, actor: Identity) -> None:
    if actor.volunteer_id not in team["leader_ids"]:
        actor.must_reach("organiser", team["organisation_path"])


def _save(person: Document, team_ids: list[str], store: Store, clock: Clock) -> Document:
    if team_ids == person["team_ids"]:
        return person
    return store.people.change(person, {"team_ids": team_ids}, told="teams", at=clock())
