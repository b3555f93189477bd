"""Pieces of other services' pages."""

from flask import Response

from services.volunteers.store import Store
from services.volunteers.views.waiting import waiting
from shared.clock import Clock
from shared.pages import Pages, fragment
from shared.web import allow, current


def pages(store: Store, clock: Clock) -> Pages:
    """/volunteers/parts/…"""
    rooms = Pages("parts", __name__, url_prefix="/volunteers/parts")

    @rooms.get("/office")
    @allow("coordinator")
    def office() -> Response:
        """What waits for a coordinator: lists to decide upon, people who are suspended."""
        counts = waiting(store, current().paths("coordinator"), clock())
        return fragment("volunteers/parts_office.html", counts=counts)

    return rooms
