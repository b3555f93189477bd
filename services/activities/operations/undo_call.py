"""Take an organiser's last call back.

A check-in has not been told to anybody yet, so it goes as if it had not been. A check-out has: its
interval is taken back by a revision, and the check-in stands open again at its old time. Should the
check-out then be forgotten, it ends where the one that was taken back stood: an undo gives nobody
minutes.
"""

from dataclasses import dataclass
from datetime import datetime

from services.activities.domain.attendance import attendance_data, must_not_be_own, opening
from services.activities.domain.check_in_rules import NotSignedUp
from services.activities.domain.undoing import NothingToUndo, taken_back, undoable
from services.activities.operations.oversee_activity import must_oversee
from services.activities.operations.prove_presence import rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import AttendanceRecorded
from shared.ids import new_id
from shared.refusal import Changed
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True)
class UndoCall:
    sign_up_id: str
    by: Identity


def undo_call(
    message: UndoCall, *, store: Store, clock: Clock, settings: ActivitySettings
) -> Document:
    """The row as it was read: what stood there before it was taken back.

    Raises NotSignedUp, OutOfScope, OwnAttendance, NothingToUndo, Changed.
    """
    now, recorder = clock(), message.by.volunteer_id
    row = store.sign_ups.get(message.sign_up_id)
    activity = row and store.activities.get(row["activity_id"])
    if not row or not activity:
        raise NotSignedUp()
    must_oversee(message.by, activity)
    must_not_be_own(recorder, row["volunteer_id"])
    if is_repeat(row):
        return row
    word = undoable(row, now, settings.undo_minutes)
    if word is None:
        raise NothingToUndo(minutes=settings.undo_minutes)
    day = rules_of(settings).day(row["open"]["at"]) if word == "in" else ""
    done = store.on_site.take_back(row, day) if day else _reopen(row, recorder, now, store)
    if not done:
        raise Changed()
    return row


def _reopen(row: Document, recorder: str, now: datetime, store: Store) -> bool:
    last = row["intervals"][-1]
    void = taken_back(last, recorder, now)
    opened = opening(new_id(), last["check_in_at"], last["checked_in_by"], last["recorded_by"])
    opened["until"] = last["check_out_at"]
    event = fact(AttendanceRecorded, row["_id"], attendance_data(row, void), at=now)
    return store.on_site.reopen(row, void, opened, event)
