"""Cancel the sign-ups of a cancelled activity, batch by batch.

Cut off in the middle it goes on with the rows that are still live: what is done is seen in the
rows themselves. Who has checked in keeps her row; her hours stand.
"""

from collections.abc import Sequence
from datetime import datetime

from pymongo.client_session import ClientSession

from services.activities.domain import facts
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import SignUpCancelled
from shared.messaging.outcomes import Hold
from shared.storage.mongo import Document
from shared.storage.outbox import Fact, fact

ROWS_AT_ONCE = 200
_ROUNDS_WITHOUT_PROGRESS = 20


def cancel_sign_ups(activity_id: str, *, store: Store, clock: Clock) -> None:
    """End all live rows of the activity. Raises Hold when others keep changing them."""
    activity = store.activities.get(activity_id)
    if activity is None or activity["status"] != "cancelled":
        return
    stuck = 0
    while rows := store.followers.behind(activity, ROWS_AT_ONCE, attended=False):
        stuck = 0 if cancel_rows(rows, activity, activity["reason"], store, clock()) else stuck + 1
        if stuck > _ROUNDS_WITHOUT_PROGRESS:
            raise Hold(f"sign-ups of {activity_id} keep changing")
    recount(activity_id, store)


def cancel_rows(
    rows: Sequence[Document], activity: Document, reason: str, store: Store, now: datetime
) -> int:
    """End these rows with their events; how many were still as they were read.

    The person is free before the row says so: cut off in between, the row is found again.
    """
    store.people.free((row["volunteer_id"], row["_id"]) for row in rows)
    changes = {
        "status": "cancelled",
        "queue": None,
        "reason": reason,
        "activity_revision": activity["revision"],
    }
    return store.sign_ups.save_many(
        (row, changes, _event({**row, **changes}, reason, now)) for row in rows
    )


def _event(row: Document, reason: str, now: datetime) -> Fact:
    data = facts.sign_up_data({**row, "revision": row["revision"] + 1}, reason=reason)
    return fact(SignUpCancelled, row["_id"], data, at=now)


def recount(activity_id: str, store: Store) -> None:
    """Set the counters of the activity's places to the rows that are left."""

    def work(session: ClientSession) -> None:
        store.places.set_counts(activity_id, store.followers.counts(activity_id, session), session)

    store.transaction(work)
