"""/activities/parts/people/<id> : a volunteer's sign-ups and attendances, for her coordinator."""

from flask import Response

from services.activities.pages.sign_up_words import state
from services.activities.store import Store
from services.activities.views import presence
from shared.auth import OutOfScope
from shared.pages import Pages, fragment
from shared.web import allow, current


def pages(store: Store) -> Pages:
    """A piece of the page on which the volunteers service shows her whole record."""
    rooms = Pages("person_part", __name__, url_prefix="/activities/parts")

    @rooms.get("/people/<string:volunteer_id>")
    @allow("coordinator")
    def person(volunteer_id: str) -> Response:
        found = store.people.get(volunteer_id)
        if found is None or not current().reaches("coordinator", found["organisation_path"]):
            raise OutOfScope()  # a piece then is empty
        rows = presence.of_person(volunteer_id, store=store)
        return fragment("activities/parts/person.html", rows=rows, state=state)

    return rooms
