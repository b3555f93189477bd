"""One team: its members and leaders."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from marshmallow import fields

from services.volunteers.domain.numbers import is_number
from services.volunteers.http.inputs import VolunteersArgs
from services.volunteers.operations.found_team import change_team
from services.volunteers.operations.join_team import join_team, leave_team
from services.volunteers.operations.look_at_volunteer import look_through_list
from services.volunteers.pages.queries import NobodyOfNumber, query
from services.volunteers.store import Store
from services.volunteers.views import organisations, people
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.refusal import Invalid
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import Id, Input, Text

_MOST_SHOWN = 20


class SeveralFound(Invalid):
    """Raised when a name fits more than one volunteer."""

    zh = "有多位志愿者符合，请在下面选择。"
    en = "More than one volunteer fits. Choose below."


class WhoPage(Input):
    """Somebody by number or name."""

    who = Text(required=True, max=60)


class MemberPage(Input):
    """Somebody by id, and whether she leads."""

    volunteer_id = Id(required=True)
    leads = fields.Boolean(load_default=False)


def pages(store: Store, clock: Clock) -> Pages:
    """/office/teams/{id}."""
    rooms = Pages("team", __name__, url_prefix="/office/teams")

    def shown(team_id: str, form: Form, candidates: Any = ()) -> Response:
        team = coordinated(team_id, store)
        members = _search(store, team_id=team_id)
        seen = [*members["items"], *candidates]
        ids = [one["volunteer_id"] for one in seen]
        look_through_list(ids, actor=current(), store=store, clock=clock)
        nodes = organisations.named(store, [team["organisation_id"]])
        return show(
            "volunteers/team.html",
            title=team["name"],
            status=form.status,
            back=("/office/teams", t("志愿服务队", "Teams")),
            team=team,
            form=form,
            members=members,
            candidates=candidates,
            organisation=organisations.trails(store, list(nodes.values())),
            following=f"?cursor={members['next_cursor']}" if members["next_cursor"] else "",
        )

    @rooms.get("/<string:team_id>")
    @allow("coordinator")
    def one(team_id: str) -> Response:
        """Its members, as far as I am in charge of them."""
        return shown(team_id, Form())

    tools = Tools(store, clock, shown)
    _adding(rooms, tools)
    _letting_go(rooms, tools)
    _leading(rooms, tools)
    return rooms


@dataclass(frozen=True, slots=True)
class Tools:
    """What the buttons of the page need; ``shown`` is the page itself."""

    store: Store
    clock: Clock
    shown: Callable[..., Response]

    def acting(self) -> dict[str, Any]:
        """The dependencies of an operation."""
        return {"actor": current(), "store": self.store, "clock": self.clock}

    def end(self, team_id: str, form: Form, action: Callable[[], Any]) -> Response:
        """Back to the page: changed, or with what was refused."""
        if form.attempt(action):
            return done(f"/office/teams/{team_id}", "已更改。", "The team was changed.")
        return self.shown(team_id, form)


def coordinated(team_id: str, store: Store) -> Document:
    """A team of mine to look after. Raises UnknownTeam, OutOfScope."""
    team = store.teams.get(team_id)
    current().must_reach("coordinator", team["organisation_path"])
    return team


def _adding(rooms: Pages, tools: Tools) -> None:
    @rooms.post("/<string:team_id>/add")
    @allow("coordinator")
    def add(team_id: str) -> Response:
        """Take somebody in: by number or name, or chosen among several of one name."""
        form = Form()
        found: list[dict[str, Any]] = []

        def join() -> Any:
            if "volunteer_id" in request.form:
                who = form.load(MemberPage())["volunteer_id"]
            else:
                found.extend(_fitting(form, tools.store))
                who = _one_of(found)["volunteer_id"]
            return join_team(team_id, who, **tools.acting())

        if form.attempt(join):
            return done(f"/office/teams/{team_id}", "已加入。", "She has joined.")
        return tools.shown(team_id, form, found if len(found) > 1 else ())


def _letting_go(rooms: Pages, tools: Tools) -> None:
    @rooms.post("/<string:team_id>/remove")
    @allow("coordinator")
    def remove(team_id: str) -> Response:
        """Let somebody go."""
        form = Form()

        def leave() -> Any:
            who = form.load(MemberPage())["volunteer_id"]
            return leave_team(team_id, who, **tools.acting())

        return tools.end(team_id, form, leave)


def _leading(rooms: Pages, tools: Tools) -> None:
    @rooms.post("/<string:team_id>/leaders")
    @allow("coordinator")
    def leaders(team_id: str) -> Response:
        """Make a member a leader, or a leader a member again."""
        form = Form()

        def change() -> Any:
            asked = form.load(MemberPage())
            who, now = asked["volunteer_id"], tools.store.teams.get(team_id)["leader_ids"]
            others = [one for one in now if one != who]
            wanted = [*others, who] if asked["leads"] else others
            return change_team(team_id, {"leader_ids": wanted}, **tools.acting())

        return tools.end(team_id, form, change)


def _fitting(form: Form, store: Store) -> list[dict[str, Any]]:
    """Active volunteers of my scope with this number or name."""
    who = form.load(WhoPage())["who"]
    plain = "".join(who.split())
    by = {"number": plain} if is_number(plain) else {"q": who}
    found: list[dict[str, Any]] = _search(store, status="active", **by)["items"]
    return found[:_MOST_SHOWN]


def _one_of(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The only one found. Raises NobodyOfNumber, SeveralFound."""
    if not found:
        raise NobodyOfNumber(field="who")
    if len(found) > 1:
        raise SeveralFound(field="who")
    return found[0]


def _search(store: Store, **asked: Any) -> dict[str, Any]:
    args = query(VolunteersArgs(), *(("cursor",) if "team_id" in asked else ()), **asked)
    del args["organisation_id"]
    return people.search(people.Search(paths=current().paths("coordinator"), **args), store)
