"""The counter of the shop: what waits under a code, and one offer or reservation."""

from typing import Any

from services.hours.store import Store
from services.hours.views.office.lists import with_people, with_units
from shared.auth import Identity
from shared.storage.mongo import Document

_MOST = 20
READER = "organiser"


def waiting_under(code: str, *, by: Identity, store: Store) -> list[Document]:
    """What waits under a code at her organisations; two may bear the same."""
    found = [
        one
        for one in store.reservations.bearing(code, _MOST)
        if by.reaches(READER, store.copies.path_of(one))
    ]
    return with_units(with_people(found, store=store), "organisation_id", store=store)


def one_reservation(key: str, *, by: Identity, store: Store) -> dict[str, Any]:
    """A reservation without its code, which only its volunteer shows.

    Raises NoSuchReservation, OutOfScope.
    """
    row = store.reservations.get(key)
    by.must_reach(READER, store.copies.path_of(row))
    return with_people([{**row, "code": ""}], store=store)[0]


def one_offer(key: str, *, by: Identity, store: Store) -> Document:
    """An offer. Raises NoSuchOffer, OutOfScope."""
    row = store.offers.get(key)
    by.must_reach(READER, store.copies.path_of(row))
    return with_units([row], "organisation_id", store=store)[0]
