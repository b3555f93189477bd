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

_FIRST = {"identity": {"kind": documents.RESIDENT_CARD}}


def pages(store: Store, clock: Clock, own_settings: VolunteerSettings) -> Pages:
    """/register and /office/people/enter."""
    rooms = Pages("register", __name__)

    @rooms.route("/register", methods=["GET", "POST"])
    @allow("public", secret=True)
    def register() -> Response:
        """A real name, a phone, a password and a yes; signed in at once."""
        form = Form({**_FIRST, "organisation_id": request.args.get("organisation", "")})
        if form.sent and not choosing.searching() and form.attempt(lambda: _register(form)):
            person, password = form.result
            answer = done(
                own(request.args.get("next")),
                f"登记成功，{person['name']}！您的志愿者编号是 {person['number']}。",
                f"Welcome, {person['name']}! Your volunteer number is {person['number']}.",
            )
            signed = begin(person["number"], password, store, own_settings, clock)
            return cookies.keep(answer, signed, own_settings)
        return _shown("register", t("登记成为志愿者", "Register as a volunteer"), form, None)

    def _register(form: Form) -> tuple[Document, str]:
        fields = form.load(RegistrationPage())
        check_twice(fields, "password")
        asked = Registration(**completed({**fields, "language": language()}, store))
        person = register_volunteer(asked, store=store, own=own_settings, clock=clock)
        return person, fields["password"]

    @rooms.route("/office/people/enter", methods=["GET", "POST"])
    @allow("coordinator", secret=True)
    def enter() -> Response:
        """Register somebody who consented; she sets her password with a sign-in code."""
        form = Form({**_FIRST, "organisation_id": request.args.get("organisation", "")})
        if form.sent and not choosing.searching() and form.attempt(lambda: _enter(form)):
            return done(
                f"/office/people/{form.result['_id']}",
                f"已登记 {form.result['name']}。需要登录时，请为其开具登录码。",
                f"{form.result['name']} is registered. To sign in she needs a sign-in code.",
            )
        paths = current().paths("coordinator")
        return _shown("enter", t("代为登记", "Register somebody"), form, paths)

    def _enter(form: Form) -> Document:
        asked = Registration(**completed(form.load(EntryPage()), store))
        return enter_volunteer(asked, actor=current(), store=store, own=own_settings, clock=clock)

    def _shown(name: str, title: str, form: Form, paths: list[str] | None) -> Response:
        if "consent_version" in form.errors:
            form.errors["consent_version"] = [t("请阅读并勾选同意。", "Please read this and tick.")]
        return show(
            f"volunteers/{name}.html",
            title=title,
            status=form.status,
            back=("/office/people", t("志愿者", "Volunteers")) if paths is not None else None,
            form=form,
            choice=choosing.organisations(store, form, paths),
            own=own_settings,
            signed_in=current_or_none() is not None,
            **_words(),
        )

    return rooms


def _words() -> dict[str, Any]:
    """The choices of the form, in the reader's language."""
    return {
        "kinds": words.options(words.DOCUMENTS),
        "sexes": words.options(words.SEXES, volunteers.SEXES),
        "relations": words.options(words.RELATIONS),
        "languages": words.options(words.LANGUAGES),
    }
