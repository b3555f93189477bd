"""Roles: who holds which where; give one, take one back."""

from urllib.parse import urlencode

from flask import Response, request
from marshmallow import fields, validate

from services.volunteers.domain import roles
from services.volunteers.http.inputs import GrantInput, GrantsArgs
from services.volunteers.operations.grant_role import Giving, grant_role, withdraw_role
from services.volunteers.pages import choosing, words
from services.volunteers.pages.queries import of_number, query
from services.volunteers.store import Store
from services.volunteers.views import grants as views
from services.volunteers.views import organisations
from shared.auth import Identity
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import Id, Input, Text


class GivingPage(Input):
    """Whom by her number, what, and where."""

    number = Text(required=True, max=20)
    role = fields.String(required=True, validate=validate.OneOf(roles.ROLES))
    organisation_id = Id(required=True)


def pages(store: Store, clock: Clock) -> Pages:
    """/office/grants."""
    rooms = Pages("grants", __name__, url_prefix="/office/grants")
    _listing(rooms, store)
    _giving(rooms, store, clock)
    _taking(rooms, store)
    return rooms


def _listing(rooms: Pages, store: Store) -> None:
    @rooms.get("")
    @allow("coordinator")
    def every() -> Response:
        """Who holds a role within my scope."""
        args = query(GrantsArgs(), "organisation_id", "cursor")
        chosen = args.pop("organisation_id")
        paths = current().paths("coordinator")
        if chosen:
            path = store.organisations.get(chosen)["path"]
            current().must_reach("coordinator", path)
            paths = [path]
        found = views.grants(store, paths=paths, **args)
        held = [one["organisation_id"] for item in found["items"] for one in item["roles"]]
        more = {"organisation_id": chosen or "", "cursor": found["next_cursor"]}
        form = Form(request.args.to_dict())
        return show(
            "volunteers/grants.html",
            title=t("角色", "Roles"),
            back=("/office/people", t("志愿者", "Volunteers")),
            form=form,
            found=found,
            places=organisations.named(store, held),
            names=words.ROLES,
            may_take=_may_give(current()),
            choice=choosing.organisations(store, form, current().paths("coordinator")),
            following="?" + urlencode(more) if found["next_cursor"] else "",
        )


def _giving(rooms: Pages, store: Store, clock: Clock) -> None:
    @rooms.route("/new", methods=["GET", "POST"])
    @allow("coordinator")
    def new() -> Response:
        """Give a role; it is hers within a quarter of an hour, at her next token."""
        form = Form({"number": request.args.get("number", ""), "role": "organiser"})
        if choosing.carried_out(form, lambda: _give(form)):
            name = form.result["name"]
            return done(
                "/office/grants",
                f"已授予 {name}，15分钟内生效；本人重新登录立即生效。",
                f"{name} has the role within 15 minutes, or at once when she signs in again.",
            )
        return show(
            "volunteers/grant_new.html",
            title=t("授予角色", "Give a role"),
            status=form.status,
            back=("/office/grants", t("角色", "Roles")),
            form=form,
            roles=words.options(words.ROLES, _may_give(current())),
            choice=choosing.organisations(store, form, current().paths("coordinator")),
        )

    def _give(form: Form) -> Document:
        asked = form.load(GivingPage())
        person = of_number(asked.pop("number"), store)
        giving = Giving(volunteer_id=person["_id"], **asked)
        return grant_role(giving, actor=current(), store=store, clock=clock)


def _taking(rooms: Pages, store: Store) -> None:
    @rooms.post("/withdraw")
    @allow("organiser")
    def withdraw() -> Response:
        """Take a role back, or lay down one's own."""
        form = Form()
        mine = request.form.get("volunteer_id") == current().volunteer_id
        there = "/me" if mine else "/office/grants"
        if form.attempt(lambda: _take(form)):
            return done(there, "角色已收回。", "The role was taken back.")
        return show(
            "volunteers/not_taken.html",
            title=t("没有收回", "It was not taken back"),
            status=form.status,
            back=(there, t("返回", "Back")),
            form=form,
        )

    def _take(form: Form) -> Document:
        return withdraw_role(Giving(**form.load(GrantInput())), actor=current(), store=store)


def _may_give(who: Identity) -> list[str]:
    """The roles somebody may give somewhere, as her token says; the operation looks closer."""
    return list(roles.ROLES) if who.has("administrator") else ["organiser"]
