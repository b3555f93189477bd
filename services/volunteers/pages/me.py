"""One's own record: what is kept, how to change it, who looked at it, how to leave."""

from datetime import timedelta
from typing import Any

from flask import Response, request

from services.volunteers.http.inputs import OwnFields, Phone, StandingInput
from services.volunteers.operations.change_details import change_details
from services.volunteers.operations.change_standing import change_standing
from services.volunteers.operations.look_at_volunteer import look_at_volunteer
from services.volunteers.pages import choosing, cookies, words
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import accesses as looks
from services.volunteers.views import organisations, people, teams
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.cookies import LANGUAGE, put
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id, Input

_TOLD_FOR = timedelta(days=60)
_YEAR = 365 * 24 * 3600
_WORD_LISTS = ("skills", "service_kinds", "qualifications")


class ContactPage(OwnFields):
    """What may be changed; a phone there is always."""

    phone = Phone(required=True)


class OrganisationPage(Input):
    """Where to."""

    organisation_id = Id(required=True)


def pages(store: Store, clock: Clock, own: VolunteerSettings) -> Pages:
    """/me and what is below it, but the password."""
    rooms = Pages("me", __name__, url_prefix="/me")
    parts = {"store": store, "clock": clock, "own": own}

    def mine() -> dict[str, Any]:
        who = current()
        person = look_at_volunteer(who.volunteer_id, actor=who, store=store, clock=clock)
        return people.details(person, own, clock())

    _reading(rooms, mine, store, clock, own)
    _contact(rooms, mine, parts)
    _moving(rooms, mine, parts)
    _leaving(rooms, store, clock)
    return rooms


def _reading(rooms: Pages, mine: Any, store: Store, clock: Clock, own: VolunteerSettings) -> None:
    @rooms.get("")
    @allow("volunteer")
    def record() -> Response:
        """All that is kept of me, but the document's number."""
        person = mine()
        codes = looks.codes(person["volunteer_id"], store, after=clock() - _TOLD_FOR)
        return show(
            "volunteers/me.html",
            title=t("我的资料", "My record"),
            person=person,
            codes=codes,
            own=own,
            **around(person, store),
        )

    @rooms.get("/accesses")
    @allow("volunteer")
    def accesses() -> Response:
        """Who looked at my data, the latest first."""
        args = CursorArgs().load({"cursor": request.args.get("cursor")})
        found = looks.accesses(current().volunteer_id, store, cursor=args["cursor"], limit=50)
        return show(
            "volunteers/accesses.html",
            title=t("谁看过我的资料", "Who looked at my record"),
            back=("/me", t("我的资料", "My record")),
            found=found,
            looks=words.LOOKS,
        )


def _contact(rooms: Pages, mine: Any, parts: dict[str, Any]) -> None:
    @rooms.route("/contact", methods=["GET", "POST"])
    @allow("volunteer")
    def contact() -> Response:
        """Phone, e-mail, language, skills, kinds of service, area."""
        form = Form(as_typed(mine()))
        if form.sent and form.attempt(lambda: _change(form, ContactPage(), parts)):
            answer = done("/me", "资料已更改。", "Your record was changed.")
            put(answer, LANGUAGE, form.result["language"], seconds=_YEAR)
            return answer
        return show(
            "volunteers/contact.html",
            title=t("更改联系方式和特长", "Change contact and skills"),
            status=form.status,
            back=("/me", t("我的资料", "My record")),
            form=form,
            languages=words.options(words.LANGUAGES),
        )


def _moving(rooms: Pages, mine: Any, parts: dict[str, Any]) -> None:
    @rooms.route("/organisation", methods=["GET", "POST"])
    @allow("volunteer")
    def organisation() -> Response:
        """Move to another organisation; the hours go along."""
        form = Form(mine())
        if choosing.carried_out(form, lambda: _change(form, OrganisationPage(), parts)):
            return done("/me", "所属组织已更改。", "Your organisation was changed.")
        return show(
            "volunteers/my_organisation.html",
            title=t("更换所属组织", "Change my organisation"),
            status=form.status,
            back=("/me", t("我的资料", "My record")),
            form=form,
            choice=choosing.organisations(parts["store"], form),
        )


def _change(form: Form, schema: Input, parts: dict[str, Any]) -> Any:
    who = current()
    return change_details(who.volunteer_id, form.load(schema), actor=who, **parts)


def _leaving(rooms: Pages, store: Store, clock: Clock) -> None:
    @rooms.route("/leave", methods=["GET", "POST"])
    @allow("volunteer")
    def leave() -> Response:
        """Leave for good: asked once, and told what stays."""
        form = Form()
        if form.sent and form.attempt(lambda: _leave(form)):
            return cookies.forget(
                done("/", "您已退出。感谢您的付出。", "You have left. Thank you for all you gave.")
            )
        return show(
            "volunteers/leave.html",
            title=t("退出志愿服务", "Leave"),
            status=form.status,
            back=("/me", t("我的资料", "My record")),
            form=form,
        )

    def _leave(form: Form) -> Any:
        who = current()
        reason = form.load(StandingInput())["reason"]
        return change_standing(
            who.volunteer_id, "left", reason=reason, actor=who, store=store, clock=clock
        )


def around(person: dict[str, Any], store: Store) -> dict[str, Any]:
    """The names a record needs: of its organisation, its teams and where its roles hold."""
    held = [one["organisation_id"] for one in person["roles"]]
    nodes = organisations.named(store, [person["organisation_id"], *held])
    trails = organisations.trails(store, list(nodes.values()))
    names = teams.names(store, person["team_ids"])
    return {
        "organisation": trails.get(person["organisation_id"], ""),
        "teams": [names[one] for one in person["team_ids"] if one in names],
        "roles": [
            (words.ROLES[one["role"]], trails.get(one["organisation_id"], ""), one)
            for one in person["roles"]
        ],
        "document": words.document(person["identity_kind"]),
        "sexes": words.SEXES,
        "statuses": words.STATUSES,
        "steps": words.STEPS,
        "relations": words.RELATIONS,
        "languages_of": words.LANGUAGES,
    }


def as_typed(person: dict[str, Any]) -> dict[str, Any]:
    """A record as a form first shows it: lists of words on one line."""
    lists = {name: value for name, value in person.items() if name in _WORD_LISTS}
    return {**person, **{name: "、".join(value) for name, value in lists.items()}}
