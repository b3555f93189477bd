"""Teams, their leaders and members."""

from typing import Any

from flask_smorest import Blueprint

from services.volunteers.http.answers import TeamAnswer, TeamsAnswer
from services.volunteers.http.inputs import NewTeamInput, TeamInput, TeamsArgs
from services.volunteers.operations.found_team import NewTeam, change_team, found_team
from services.volunteers.operations.join_team import join_team, leave_team
from services.volunteers.store import Store
from services.volunteers.views import teams as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock) -> Blueprint:
    """/teams."""
    routes = Blueprint("teams", __name__, url_prefix="/api/v1/teams")
    _teams(routes, store, clock)
    _members(routes, store, clock)
    return routes


def _teams(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.get("")
    @allow("volunteer")
    @routes.arguments(TeamsArgs(), location="query")
    @routes.response(200, TeamsAnswer())
    def teams(args: Plain) -> Plain:
        """Teams of an organisation and all below it."""
        return views.teams(store, **args)

    @routes.get("/<string:team_id>")
    @allow("volunteer")
    @routes.response(200, TeamAnswer())
    def team(team_id: str) -> Plain:
        """One team. Its members: GET /volunteers?team_id=…"""
        return views.shown(store.teams.get(team_id))

    @routes.post("")
    @allow("coordinator")
    @routes.arguments(NewTeamInput())
    @routes.response(201, TeamAnswer())
    def found(fields: Plain) -> Plain:
        """Found a team in an organisation of my scope; leaders become members."""
        asked = NewTeam(**fields)
        return views.shown(found_team(asked, actor=current(), store=store, clock=clock))

    @routes.patch("/<string:team_id>")
    @allow("coordinator")
    @routes.arguments(TeamInput())
    @routes.response(200, TeamAnswer())
    def change(fields: Plain, team_id: str) -> Plain:
        """Rename a team, change its leaders, or dissolve it."""
        return views.shown(change_team(team_id, fields, actor=current(), store=store, clock=clock))


def _members(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.put("/<string:team_id>/members/<string:volunteer_id>")
    @allow("volunteer")
    @routes.response(204)
    def join(team_id: str, volunteer_id: str) -> None:
        """Take somebody into a team of my scope, or one I lead."""
        join_team(team_id, volunteer_id, actor=current(), store=store, clock=clock)

    @routes.delete("/<string:team_id>/members/<string:volunteer_id>")
    @allow("volunteer")
    @routes.response(204)
    def leave(team_id: str, volunteer_id: str) -> None:
        """Let somebody go, or leave myself."""
        leave_team(team_id, volunteer_id, actor=current(), store=store, clock=clock)
