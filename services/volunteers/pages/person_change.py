"""Putting a record right (Measures, articles 12 and 13)."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from services.volunteers.domain import volunteers
from services.volunteers.http.inputs import AllFields, Phone
from services.volunteers.operations.change_details import change_details
from services.volunteers.operations.look_at_volunteer import look_at_volunteer
from services.volunteers.pages import choosing, words
from services.volunteers.pages.me import as_typed
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import people
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import Id, Text

Plain = dict[str, Any]


class PersonPage(AllFields):
    """The record but for its document; what the law asks for may not be left out."""

    name = Text(required=True, max=60)
    sex = fields.String(required=True, validate=validate.OneOf(volunteers.SEXES))
    birth_date = Text(required=True, max=20)
    phone = Phone(required=True)
    organisation_id = Id(required=True)


def pages(store: Store, clock: Clock, own: VolunteerSettings) -> Pages:
    """/office/people/{id}/change and …/document."""
    rooms = Pages("person_change", __name__, url_prefix="/office/people")
    parts: Plain = {"store": store, "clock": clock, "own": own}
    _details(rooms, parts)
    _document(rooms, parts)
    return rooms


def _details(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/<string:volunteer_id>/change", methods=["GET", "POST"])
    @allow("coordinator")
    def details(volunteer_id: str) -> Response:
        """Everything but the document."""
        person = _seen(volunteer_id, parts)
        form = Form(as_typed(person))
        if choosing.carried_out(form, lambda: _change(volunteer_id, form, PersonPage(), parts)):
            return done(f"/office/people/{volunteer_id}", "资料已更改。", "The record was changed.")
        return show(
            "volunteers/person_change.html",
            title=t(f"更改资料：{person['name']}", f"Change: {person['name']}"),
            status=form.status,
            back=(f"/office/people/{volunteer_id}", person["name"]),
            form=form,
            own=parts["own"],
            myself=volunteer_id == current().volunteer_id,
            choice=choosing.organisations(parts["store"], form, current().paths("coordinator")),
            sexes=words.options(words.SEXES),
            languages=words.options(words.LANGUAGES),
            relations=words.options(words.RELATIONS),
        )


def _document(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/<string:volunteer_id>/document", methods=["GET", "POST"])
    @allow("coordinator", secret=True)
    def document(volunteer_id: str) -> Response:
        """The identity document, compared in person; the number kept is never shown."""
        person = _seen(volunteer_id, parts)
        form, schema = Form({"identity": {"kind": "resident_card"}}), AllFields(only=("identity",))
        if form.sent and form.attempt(lambda: _change(volunteer_id, form, schema, parts)):
            return done(
                f"/office/people/{volunteer_id}", "证件已更正。", "The document was changed."
            )
        return show(
            "volunteers/document.html",
            title=t(f"更正证件：{person['name']}", f"Document of {person['name']}"),
            status=form.status,
            back=(f"/office/people/{volunteer_id}", person["name"]),
            form=form,
            kinds=words.options(words.DOCUMENTS),
            kept=words.document(person["identity_kind"]),
        )


def _seen(volunteer_id: str, parts: Plain) -> Plain:
    """The record as the coordinator may see it; that she looked is written down."""
    store, clock = parts["store"], parts["clock"]
    found = look_at_volunteer(volunteer_id, actor=current(), store=store, clock=clock)
    return people.details(found, parts["own"], clock())


def _change(volunteer_id: str, form: Form, schema: AllFields, parts: Plain) -> Any:
    return change_details(volunteer_id, form.load(schema), actor=current(), **parts)
