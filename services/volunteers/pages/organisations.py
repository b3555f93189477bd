"""The organisation tree: see it, add to it, rename, move, close and open its parts."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from services.volunteers.domain.organisations import LEVELS, check_place
from services.volunteers.http.inputs import NewOrganisationInput
from services.volunteers.operations.add_organisation import NewOrganisation, add_organisation
from services.volunteers.operations.change_organisation import change_organisation
from services.volunteers.pages import choosing, words
from services.volunteers.store import Store
from services.volunteers.views import organisations as views
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.refusal import Refusal
from shared.storage.mongo import Document
from shared.web import allow, current
from shared.web.schemas import Id, Input, Text

Change = Callable[[str, dict[str, Any]], Document]


class NamePage(Input):
    """A name, and an area code where there is one."""

    name = Text(required=True, max=100)
    code = Text(allow_none=True, max=20)


class MovePage(Input):
    """Where to."""

    organisation_id = Id(required=True)


def pages(store: Store, clock: Clock) -> Pages:
    """/office/organisations."""
    rooms = Pages("organisations", __name__, url_prefix="/office/organisations")

    def change(organisation_id: str, fields: dict[str, Any]) -> Document:
        return change_organisation(
            organisation_id, fields, actor=current(), store=store, clock=clock
        )

    _reading(rooms, store)
    _adding(rooms, store, clock)
    _changing(rooms, store, change)
    _moving(rooms, store, change)
    return rooms


def _reading(rooms: Pages, store: Store) -> None:
    @rooms.get("")
    @allow("coordinator")
    def tree() -> Response:
        """Where my scope begins, or what a search finds."""
        typed = request.args.get("q", "").strip()[:100]
        paths = current().paths("coordinator")
        rows = views.found(store, typed, paths, most=100) if typed else views.tops(store, paths)
        return show(
            "volunteers/organisations.html",
            title=t("组织", "Organisations"),
            back=("/office/people", t("志愿者", "Volunteers")),
            typed=typed,
            rows=rows,
            trails=views.trails(store, rows),
            levels=words.LEVELS,
        )

    @rooms.get("/<string:organisation_id>")
    @allow("coordinator")
    def one(organisation_id: str) -> Response:
        """An organisation, and those right below it."""
        node = views.shown(store.organisations.get(organisation_id))
        below = [
            one
            for status in ("active", "closed")
            for one in views.children(store, organisation_id, status)
        ]
        return show(
            "volunteers/organisation.html",
            title=node["name"],
            back=("/office/organisations", t("组织", "Organisations")),
            node=node,
            below=below,
            trail=views.above(store, node),
            levels=words.LEVELS,
            mine=current().reaches("administrator", node["path"]),
        )


def _adding(rooms: Pages, store: Store, clock: Clock) -> None:
    @rooms.route("/<string:organisation_id>/add", methods=["GET", "POST"])
    @allow("administrator")
    def add(organisation_id: str) -> Response:
        """One below this one."""
        parent = _administered(organisation_id, store)
        fitting = [level for level in LEVELS if _fits(level, parent)]
        form = Form({"level": fitting[0] if fitting else ""})

        def act() -> Document:
            asked = NewOrganisation(**form.load(NewOrganisationInput()))
            return add_organisation(asked, actor=current(), store=store, clock=clock)

        if form.sent and form.attempt(act):
            return done(f"/office/organisations/{organisation_id}", "已添加。", "It was added.")
        return show(
            "volunteers/organisation_new.html",
            title=t("添加下级组织", "Add an organisation below"),
            status=form.status,
            back=(f"/office/organisations/{organisation_id}", parent["name"]),
            form=form,
            parent=parent,
            levels=words.options(words.LEVELS, fitting),
        )


def _changing(rooms: Pages, store: Store, change: Change) -> None:
    @rooms.route("/<string:organisation_id>/rename", methods=["GET", "POST"])
    @allow("administrator")
    def rename(organisation_id: str) -> Response:
        """Another name or area code."""
        node = _administered(organisation_id, store)
        form = Form({"name": node["name"], "code": node["code"]})
        if form.sent and form.attempt(lambda: change(organisation_id, form.load(NamePage()))):
            return _back(organisation_id)
        return show(
            "volunteers/rename.html",
            title=t("改名或更正区划代码", "Change name or area code"),
            status=form.status,
            back=(f"/office/organisations/{organisation_id}", node["name"]),
            form=form,
            code=True,
        )

    @rooms.post("/<string:organisation_id>/close")
    @allow("administrator")
    def close(organisation_id: str) -> Response:
        """No new people and teams there and below; what is recorded stays."""
        change(organisation_id, {"status": "closed"})
        return _back(organisation_id)

    @rooms.post("/<string:organisation_id>/open")
    @allow("administrator")
    def open_(organisation_id: str) -> Response:
        """Take it into use again."""
        change(organisation_id, {"status": "active"})
        return _back(organisation_id)


def _moving(rooms: Pages, store: Store, change: Change) -> None:
    @rooms.route("/<string:organisation_id>/move", methods=["GET", "POST"])
    @allow("administrator")
    def move(organisation_id: str) -> Response:
        """Under another parent, with everybody and everything below it."""
        node = _administered(organisation_id, store)
        form = Form({"organisation_id": node["parent_id"]})

        def act() -> Document:
            return change(organisation_id, {"parent_id": form.load(MovePage())["organisation_id"]})

        if choosing.carried_out(form, act):
            return _back(organisation_id)
        if wrong := form.errors.pop("parent_id", None):
            form.errors["organisation_id"] = wrong
        return show(
            "volunteers/organisation_move.html",
            title=t("移到另一个上级", "Move under another parent"),
            status=form.status,
            back=(f"/office/organisations/{organisation_id}", node["name"]),
            form=form,
            node=node,
            choice=choosing.organisations(store, form, current().paths("administrator")),
        )


def _administered(organisation_id: str, store: Store) -> Document:
    """An organisation of mine to change. Raises UnknownOrganisation, OutOfScope."""
    node = store.organisations.get(organisation_id)
    current().must_reach("administrator", node["path"])
    return node


def _fits(level: str, parent: Document) -> bool:
    try:
        check_place(level, parent)
    except Refusal:
        return False
    return True


def _back(organisation_id: str) -> Response:
    address = f"/office/organisations/{organisation_id}"
    return done(address, "组织已更改。", "The organisation was changed.")
