"""Registering: by the volunteer herself, or by a coordinator with her consent."""

from typing import Any

from flask import Response, request

from services.volunteers.domain import documents, volunteers
from services.volunteers.operations.enter_volunteer import enter_volunteer
from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from services.volunteers.pages import choosing, cookies, words
from services.volunteers.pages.registering import EntryPage, RegistrationPage, completed
from services.volunteers.pages.sign_in import begin, check_twice
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.pages.addresses import own
from shared.storage.mongo import Document
from shared.web import allow, current, current_or_none
from shared.web.problems import language

Plain = dict[str, Any]

_FIRST = {"identity": {"kind": documents.RESIDENT_CARD}}


def pages(store: Store, clock: Clock, own_settings: VolunteerSettings) -> Pages:
    """/register and /office/people/enter."""
    rooms = Pages("register", __name__)
    parts: Plain = {"store": store, "clock": clock, "own": own_settings}
    _by_herself(rooms, parts)
    _by_a_coordinator(rooms, parts)
    return rooms


def _by_herself(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/register", methods=["GET", "POST"])
    @allow("public", secret=True)
    def register() -> Response:
        """A real name, a phone, a password and a yes; signed in at once."""
        form = _form()
        if choosing.carried_out(form, lambda: _register(form)):
            person, password = form.result
            answer = done(
                own(request.args.get("next")),
                f"登记成功，{person['name']}！您的志愿者编号是 {person['number']}。",
                f"Welcome, {person['name']}! Your volunteer number is {person['number']}.",
            )
            return cookies.keep(answer, begin(person["number"], password, **parts), parts["own"])
        return _shown("register", t("登记成为志愿者", "Register as a volunteer"), form, parts)

    def _register(form: Form) -> tuple[Document, str]:
        fields = form.load(RegistrationPage())
        check_twice(fields, "password")
        asked = completed({**fields, "language": language()}, parts["store"])
        return register_volunteer(Registration(**asked), **parts), fields["password"]


def _by_a_coordinator(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/office/people/enter", methods=["GET", "POST"])
    @allow("coordinator", secret=True)
    def enter() -> Response:
        """Register somebody who consented; she sets her password with a sign-in code."""
        form = _form()
        if choosing.carried_out(form, lambda: _enter(form)):
            return done(
                f"/office/people/{form.result['_id']}",
                f"已登记 {form.result['name']}。需要登录时，请为其开具登录码。",
                f"{form.result['name']} is registered. To sign in she needs a sign-in code.",
            )
        paths = current().paths("coordinator")
        return _shown("enter", t("代为登记", "Register somebody"), form, parts, paths)

    def _enter(form: Form) -> Document:
        asked = Registration(**completed(form.load(EntryPage()), parts["store"]))
        return enter_volunteer(asked, actor=current(), **parts)


def _form() -> Form:
    return Form({**_FIRST, "organisation_id": request.args.get("organisation", "")})


def _shown(
    name: str, title: str, form: Form, parts: Plain, paths: list[str] | None = None
) -> Response:
    """The form; ``paths``: below which organisations a coordinator may enter somebody."""
    if "consent_version" in form.errors:
        form.errors["consent_version"] = [t("请阅读并勾选同意。", "Please read this and tick.")]
    return show(
        f"volunteers/{name}.html",
        title=title,
        status=form.status,
        back=("/office/people", t("志愿者", "Volunteers")) if paths is not None else None,
        form=form,
        choice=choosing.organisations(parts["store"], form, paths),
        own=parts["own"],
        signed_in=current_or_none() is not None,
        **_words(),
    )


def _words() -> dict[str, Any]:
    """The choices of the form, in the reader's language."""
    return {
        "kinds": words.options(words.DOCUMENTS),
        "sexes": words.options(words.SEXES, volunteers.SEXES),
        "relations": words.options(words.RELATIONS),
        "languages": words.options(words.LANGUAGES),
    }
