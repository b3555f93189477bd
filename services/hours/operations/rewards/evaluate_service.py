"""Evaluate somebody's service at an activity, by its organiser or as told by those served.

Order 67, articles 10 and 11: with a date, within ten working days after the activity. Those served
have no account with us, so an organiser enters what they said, and who said it.
"""

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.domain.rewards.records import (
    SERVED,
    AboutOneself,
    AlreadyEvaluated,
    NoSuchActivity,
    NotOverYet,
    SpeakerMissing,
    WasNotThere,
    standing_of,
)
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document


class Evaluation(NamedTuple):
    """``kind``: "organiser" or "served"; ``said_by``: who of those served; ``score``: 1 to 5."""

    activity_id: str
    volunteer_id: str
    kind: str
    score: int
    text: str
    said_by: str | None


def evaluate_service(
    said: Evaluation, *, by: Identity, store: Store, clock: Clock, zone: tzinfo
) -> Document:
    """Return the evaluation; what comes after the ten working days is marked as late.

    Raises NoSuchActivity, OutOfScope, AboutOneself, NoSuchVolunteer, SpeakerMissing, NotOverYet,
    WasNotThere, AlreadyEvaluated.
    """
    activity = _must_be_hers_to_evaluate(said, by, store)
    at, key = clock(), command_id()
    _must_have_served(said.volunteer_id, activity, at, store)
    due, today = due_day(activity, store, zone), at.astimezone(zone).date()
    standing = standing_of(*said[:3])
    row = {
        "_id": key,
        **said._asdict(),
        "activity_title": activity["title"],
        "organisation_id": activity["organisation_id"],
        "organisation_path": activity["organisation_path"],
        "date": today.isoformat(),
        "due": due.isoformat(),
        "late": today > due,
        "standing": standing,
        "by": by.volunteer_id,
        "at": at,
        "revoked": None,
    }

    def write(session: ClientSession) -> Document:
        before = store.evaluations.standing(standing, session)
        if before is None:
            return store.evaluations.add(row, session)
        if before["_id"] != key:
            raise AlreadyEvaluated
        return before

    return store.transaction(write)


def _must_be_hers_to_evaluate(said: Evaluation, by: Identity, store: Store) -> Document:
    """The activity. Raises NoSuchActivity, OutOfScope, AboutOneself, NoSuchVolunteer,
    SpeakerMissing."""
    activity = store.copies.activity(said.activity_id)
    if activity is None:
        raise NoSuchActivity(field="activity_id")
    by.must_reach("organiser", store.copies.path_of(activity))
    if said.volunteer_id == by.volunteer_id:
        raise AboutOneself(field="volunteer_id")
    if store.copies.person(said.volunteer_id) is None:
        raise NoSuchVolunteer(field="volunteer_id")
    if (said.kind == SERVED) is (said.said_by is None):
        raise SpeakerMissing(field="said_by")
    return activity


def due_day(activity: Document, store: Store, zone: tzinfo) -> date:
    """The last day for recording what happened at an activity."""
    ended: date = activity["end"].astimezone(zone).date()
    path = activity["organisation_path"]
    allowed = store.rules.book().value("recording_days", path, ended)
    return store.calendar.days().after(ended, allowed)


def _must_have_served(volunteer_id: str, activity: Document, at: datetime, store: Store) -> None:
    """Raises NotOverYet, WasNotThere."""
    if activity["end"] > at:
        raise NotOverYet
    if not store.services.at_activity(volunteer_id, activity):
        raise WasNotThere(field="volunteer_id")
