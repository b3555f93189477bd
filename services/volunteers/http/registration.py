"""Registering: by the volunteer herself, or by a coordinator with her consent."""

from typing import Any

from flask_smorest import Blueprint

from services.volunteers.domain import documents, volunteers
from services.volunteers.http.answers import RegisteredAnswer, TermsAnswer
from services.volunteers.http.inputs import Entry, RegistrationInput
from services.volunteers.operations.enter_volunteer import enter_volunteer
from services.volunteers.operations.register_volunteer import Registration, register_volunteer
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.views import people as views
from shared.clock import Clock
from shared.web import allow, current

Plain = dict[str, Any]


def blueprint(store: Store, clock: Clock, own: VolunteerSettings) -> Blueprint:
    """/volunteers: how records begin."""
    routes = Blueprint("registration", __name__, url_prefix="/api/v1/volunteers")

    @routes.post("")
    @allow("public", secret=True)
    @routes.arguments(RegistrationInput())
    @routes.response(201, RegisteredAnswer())
    def register(fields: Plain) -> Plain:
        """Register with a real name. A document that is known already is refused."""
        asked = Registration(**fields)
        person = register_volunteer(asked, store=store, own=own, clock=clock)
        return views.details(person, own, clock())

    @routes.post("/enter")
    @allow("coordinator", secret=True)
    @routes.arguments(Entry())
    @routes.response(201, RegisteredAnswer())
    def enter(fields: Plain) -> Plain:
        """Register somebody who consented, in an organisation of one's scope."""
        asked = Registration(**fields)
        person = enter_volunteer(asked, actor=current(), store=store, own=own, clock=clock)
        return views.details(person, own, clock())

    @routes.get("/terms")
    @allow("public")
    @routes.response(200, TermsAnswer())
    def terms() -> Plain:
        """What a registration has to agree to and what is asked at which age."""
        return {
            "consent_version": own.consent_version,
            "minimum_age": own.minimum_age,
            "accompanied_age": own.accompanied_age,
            "guardian_age": own.guardian_age,
            "document_kinds": documents.KINDS,
            "guardian_relations": volunteers.RELATIONS,
        }

    return routes
