"""Teams: found, rename, dissolve."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.volunteers.http.inputs import NewTeamInput, TeamsArgs
from services.volunteers.operations.found_team import NewTeam, change_team, found_team
from services.volunteers.pages import choosing
from services.volunteers.pages.queries import query
from services.volunteers.pages.team import coordinated
from services.volunteers.store import Store
from services.volunteers.views import organisations
from services.volunteers.views import teams as views
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import Input, Text


class NamePage(Input):
    """A name that may not be left out."""

    name = Text(required=True, max=100)


def pages(store: Store, clock: Clock) -> Pages:
    """/office/teams: all of them, a new one, and a team's name and end."""
    rooms = Pages("teams", __name__, url_prefix="/office/teams")
    _listing(rooms, store)
    _founding(rooms, store, clock)
    _changing(rooms, store, clock)
    return rooms


def _listing(rooms: Pages, store: Store) -> None:
    @rooms.get("")
    @allow("coordinator")
    def every() -> Response:
        """Teams of an organisation of my scope and all below it; of all of it at first."""
        args = query(TeamsArgs(), "organisation_id", "cursor")
        mine = current().paths("coordinator")
        if args["organisation_id"]:
            path = store.organisations.get(args["organisation_id"])["path"]
            current().must_reach("coordinator", path)
        found = views.teams(store, paths=mine, **args)
        form = Form(request.args.to_dict())
        names = organisations.named(store, [one["organisation_id"] for one in found["items"]])
        more = {"organisation_id": args["organisation_id"] or "", "cursor": found["next_cursor"]}
        return show(
            "volunteers/teams.html",
            title=t("志愿服务队", "Teams"),
            back=("/office/people", t("志愿者", "Volunteers")),
            form=form,
            found=found,
            names=names,
            choice=choosing.organisations(store, form, mine),
            following="?" + urlencode(more) if found["next_cursor"] else "",
        )


def _founding(rooms: Pages, store: Store, clock: Clock) -> None:
    @rooms.route("/new", methods=["GET", "POST"])
    @allow("coordinator")
    def new() -> Response:
        """A team, with its first leader if she is known already."""
        form = Form({"organisation_id": request.args.get("organisation", "")})
        if choosing.carried_out(form, lambda: _found(form)):
            return done(
                f"/office/teams/{form.result['_id']}",
                "队伍已成立。现在可以加入成员，再从成员中选定队长。",
                "The team is founded. Add members now, and choose leaders among them.",
            )
        return show(
            "volunteers/team_new.html",
            title=t("成立队伍", "Found a team"),
            status=form.status,
            back=("/office/teams", t("志愿服务队", "Teams")),
            form=form,
            choice=choosing.organisations(store, form, current().paths("coordinator")),
        )

    def _found(form: Form) -> Document:
        asked = NewTeam(**form.load(NewTeamInput()))
        return found_team(asked, actor=current(), store=store, clock=clock)


def _changing(rooms: Pages, store: Store, clock: Clock) -> None:
    def change(team_id: str, fields: dict[str, Any]) -> Document:
        return change_team(team_id, fields, actor=current(), store=store, clock=clock)

    @rooms.route("/<string:team_id>/rename", methods=["GET", "POST"])
    @allow("coordinator")
    def rename(team_id: str) -> Response:
        """Another name."""
        team = coordinated(team_id, store)
        form = Form({"name": team["name"]})
        if form.sent and form.attempt(lambda: change(team_id, form.load(NamePage()))):
            return done(f"/office/teams/{team_id}", "队伍已改名。", "The team was renamed.")
        return show(
            "volunteers/rename.html",
            title=t("给队伍改名", "Rename the team"),
            status=form.status,
            back=(f"/office/teams/{team_id}", team["name"]),
            form=form,
            code=False,
        )

    @rooms.post("/<string:team_id>/dissolve")
    @allow("coordinator")
    def dissolve(team_id: str) -> Response:
        """The team ends; its record stays."""
        change(team_id, {"status": "dissolved"})
        return done("/office/teams", "队伍已解散。", "The team was dissolved.")
