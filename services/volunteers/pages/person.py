"""A volunteer's whole record on one page, and what those in charge do with it."""

from collections.abc import Callable
from typing import Any

from flask import Response

from services.volunteers.http.inputs import StandingInput, SuspensionInput
from services.volunteers.operations.change_standing import change_standing
from services.volunteers.operations.look_at_volunteer import look_at_volunteer
from services.volunteers.operations.set_password import issue_sign_in_code
from services.volunteers.operations.vouch_for_password import vouch_for_password
from services.volunteers.pages.me import around
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import people
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

Record = Callable[[str, Form], Response]


def pages(store: Store, clock: Clock, own: VolunteerSettings) -> Pages:
    """/office/people/{id} and its buttons."""
    rooms = Pages("person", __name__, url_prefix="/office/people")

    def record(volunteer_id: str, form: Form) -> Response:
        """The record; the look is noted for her to see. ``form``: the button that was refused."""
        found = look_at_volunteer(volunteer_id, actor=current(), store=store, clock=clock)
        person = people.details(found, own, clock())
        return show(
            "volunteers/person.html",
            title=person["name"],
            status=form.status,
            back=("/office/people", t("志愿者", "Volunteers")),
            person=person,
            form=form,
            myself=volunteer_id == current().volunteer_id,
            **around(person, store),
        )

    @rooms.get("/<string:volunteer_id>")
    @allow("coordinator")
    def one(volunteer_id: str) -> Response:
        """Everything of one volunteer; her activities and hours come from their services."""
        return record(volunteer_id, Form())

    _standing(rooms, record, store, clock)
    _code(rooms, record, store, clock, own)
    return rooms


def _standing(rooms: Pages, record: Record, store: Store, clock: Clock) -> None:
    def step(volunteer_id: str, name: str, schema: Any, zh: str, en: str) -> Response:
        form = Form()

        def act() -> Any:
            reason = form.load(schema)["reason"]
            return change_standing(
                volunteer_id, name, reason=reason, actor=current(), store=store, clock=clock
            )

        if form.attempt(act):
            return done(f"/office/people/{volunteer_id}", zh, en)
        return record(volunteer_id, form)

    @rooms.post("/<string:volunteer_id>/suspend")
    @allow("coordinator")
    def suspend(volunteer_id: str) -> Response:
        """Her roles rest; a reason is kept."""
        return step(volunteer_id, "suspended", SuspensionInput(), "已停用。", "Suspended.")

    @rooms.post("/<string:volunteer_id>/leave")
    @allow("coordinator")
    def leave(volunteer_id: str) -> Response:
        """She leaves for good; the record of her service stays."""
        return step(volunteer_id, "left", StandingInput(), "已办理退出。", "She has left.")

    @rooms.post("/<string:volunteer_id>/return")
    @allow("coordinator")
    def return_(volunteer_id: str) -> Response:
        """She is taken back."""
        return step(volunteer_id, "returned", StandingInput(), "已恢复。", "Taken back.")


def _code(rooms: Pages, record: Record, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @rooms.post("/<string:volunteer_id>/sign-in-code")
    @allow("coordinator", secret=True)
    def sign_in_code(volunteer_id: str) -> Response:
        """A code for her to set a password: shown once, here; she is told who issued it."""
        form = Form()

        def issue() -> Any:
            return issue_sign_in_code(
                volunteer_id, actor=current(), store=store, own=own, clock=clock
            )

        if not form.attempt(issue):
            return record(volunteer_id, form)
        code, until = form.result
        person = store.people.get(volunteer_id)
        return show(
            "volunteers/code.html",
            title=t("登录码", "Sign-in code"),
            back=(f"/office/people/{volunteer_id}", person["name"]),
            person=person,
            code=code,
            until=until,
        )

    @rooms.post("/<string:volunteer_id>/vouch")
    @allow("coordinator")
    def vouch(volunteer_id: str) -> Response:
        """A second person saw her: the password set by a code is hers."""
        form = Form()

        def act() -> Any:
            return vouch_for_password(volunteer_id, actor=current(), store=store, clock=clock)

        if form.attempt(act):
            return done(f"/office/people/{volunteer_id}", "已确认。", "Confirmed.")
        return record(volunteer_id, form)
