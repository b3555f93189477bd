"""Let the sign-ups follow a changed activity, batch by batch.

Each row is compared with the activity as it is now: its own ``activity_revision`` says how far it
has followed, so a run that was cut off goes on where it stopped, and a repeat finds nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo.client_session import ClientSession

from services.activities.domain import facts, following, lifecycle, placing
from services.activities.operations.cancel_sign_ups import ROWS_AT_ONCE, cancel_rows, recount
from services.activities.operations.move_up import move_up
from services.activities.operations.withdraw import release
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import SignUpCancelled, SignUpRescheduled
from shared.messaging.outcomes import Hold
from shared.storage.mongo import Document
from shared.storage.outbox import Fact, fact

_ROUNDS_WITHOUT_PROGRESS = 20


def reschedule_sign_ups(
    activity_id: str, *, store: Store, clock: Clock, settings: ActivitySettings
) -> None:
    """Bring all live rows up to the activity's revision; then fill places that came free.

    Raises Hold when the rows keep changing under it.
    """
    activity = store.activities.get(activity_id)
    if activity is None or activity["status"] != "published":
        return
    stuck = 0
    while rows := store.followers.behind(activity, ROWS_AT_ONCE, attended=True):
        done = _follow(rows, activity, store, clock(), settings)
        stuck = 0 if done else stuck + 1
        if stuck > _ROUNDS_WITHOUT_PROGRESS:
            raise Hold(f"sign-ups of {activity_id} keep changing")
    if any(shift["cancelled"] is not None for shift in activity["shifts"]):
        recount(activity_id, store)
    for counter in store.places.of_activities([activity_id]):
        if counter["waiting"]:
            move_up(counter["_id"], store=store, clock=clock)


def _follow(
    rows: Sequence[Document],
    activity: Document,
    store: Store,
    now: datetime,
    settings: ActivitySettings,
) -> int:
    """Take one batch along; how many rows were as they had been read."""
    people = _move_busy_times(rows, activity, store)
    done, changes = 0, []
    for row in rows:
        shift = lifecycle.find_shift(activity, row["shift_id"])
        target = _target(row, activity, settings)
        match following.fate(row, shift, target, people.get(row["volunteer_id"])):
            case following.CANCELLED:
                done += cancel_rows([row], activity, shift["cancelled"], store, now)
            case following.CLASH:
                done += _give_up(row, target, store, now)
            case following.FOLLOWS:
                fields = {**target, **following.presence(row, target)}
                changes.append((row, fields, _events(row, target, now)))
    return done + store.followers.follow_activity(changes)


def _target(row: Document, activity: Document, settings: ActivitySettings) -> Document:
    """The row's fields as the activity now has them."""
    shift = lifecycle.find_shift(activity, row["shift_id"])
    role = next(role for role in shift["roles"] if role["role_id"] == row["role_id"])
    return facts.place_of(
        activity,
        shift,
        role,
        settings.check_in_opens_minutes,
        settings.check_out_closes_minutes,
    )


def _move_busy_times(
    rows: Sequence[Document], activity: Document, store: Store
) -> dict[str, Document]:
    """Move what the persons' busy times hold of this activity; the persons as they then are."""
    ids = {row["volunteer_id"] for row in rows if row["status"] == "accepted"}
    people = store.people.get_many(ids)
    moved = {
        key: busy
        for key, person in people.items()
        if (busy := following.moved(person["busy"], activity)) != person["busy"]
    }
    if not moved:
        return people
    store.people.move((people[key], busy) for key, busy in moved.items())
    return store.people.get_many(ids)


def _events(row: Document, target: Document, now: datetime) -> list[Fact]:
    """What the person is told; nothing when the change is not about her."""
    names = following.changes(row, target)
    if not names:
        return []
    followed = {**row, **target, "revision": row["revision"] + 1}
    data = facts.sign_up_data(followed, changes=names)
    return [fact(SignUpRescheduled, row["_id"], data, at=now)]


def _give_up(row: Document, target: Document, store: Store, now: datetime) -> int:
    """The new times overlap another place of hers: this one cannot stand."""

    def work(session: ClientSession) -> int:
        found = store.sign_ups.get(row["_id"], session)
        person = store.people.require(row["volunteer_id"], session)
        other = placing.clash(person["busy"], {**row, **target})
        if found is None or found["revision"] != row["revision"] or other is None:
            return 0
        more = {"reason": following.overlap_reason(other["title"])}
        release(found, "cancelled", SignUpCancelled, more, store, now, session)
        return 1

    return store.transaction(work)
