"""Take a place of a role, a number on its waitlist, or hand in an application.

Belongs into the transaction of the sign-up: the counter written here is the role's lock.
"""

from dataclasses import dataclass
from typing import Literal

from pymongo.client_session import ClientSession

from services.activities.domain import placing
from services.activities.store import Store
from shared.storage.mongo import Document

Road = Literal["first_come", "organiser_chooses", "walk_in", "over_places"]


@dataclass(frozen=True, slots=True)
class Placed:
    """``position`` is how many wait, she included; ``queue`` her number in the order."""

    status: str
    queue: int | None = None
    position: int | None = None
    marks: tuple[str, ...] = ()


def take_place(
    row: Document, old: Document | None, by: Road, *, store: Store, session: ClientSession
) -> Placed:
    """What becomes of the sign-up ``row``; ``old`` is the person's row so far.

    Raises ShiftFull for walk-ins.
    """
    match by:
        case "walk_in" | "over_places":
            return _walk_in(row, old, store, session, over_places=by == "over_places")
        case "organiser_chooses":
            return _apply(row, store, session)
        case "first_come":
            return _claim(row, store, session)


def _apply(row: Document, store: Store, session: ClientSession) -> Placed:
    """An application, which the organiser answers."""
    store.places.count(placing.counter_id(row["shift_id"], row["role_id"]), session, applied=1)
    return Placed("applied")


def _claim(row: Document, store: Store, session: ClientSession) -> Placed:
    """A place of the counter, or a number on its waitlist."""
    counter = store.places.claim(placing.counter_id(row["shift_id"], row["role_id"]), session)
    if counter["claimed"]:
        return Placed("accepted")
    return Placed("waitlisted", counter["queued"], counter["waiting"])


def _walk_in(
    row: Document, old: Document | None, store: Store, session: ClientSession, *, over_places: bool
) -> Placed:
    """A place for somebody on site, whoever waits elsewhere. Raises ShiftFull.

    Where ``old`` waits or applies, that turn ends, and the others keep theirs.
    """
    if old is not None and old["status"] in ("waitlisted", "applied"):
        turn = placing.counter_id(old["shift_id"], old["role_id"])
        store.places.count(turn, session, **{placing.counted(old): -1})
    place_id = placing.counter_id(row["shift_id"], row["role_id"])
    if store.places.take(place_id, session):
        return Placed("accepted", marks=("walk_in",))
    if not over_places:
        raise placing.ShiftFull(role=row["role"])
    store.places.count(place_id, session, taken=1)
    return Placed("accepted", marks=("walk_in", "over_places"))
