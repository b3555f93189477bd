"""Correct a recorded interval, or take it back: by somebody else, with a reason."""

from typing import Any

from services.activities.domain.attendance import attendance_data
from services.activities.domain.corrections import Correction, NoSuchAttendance, corrected
from services.activities.domain.corrections import find_interval as find
from services.activities.operations.check_out import answer
from services.activities.operations.oversee_activity import must_oversee
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.activities import AttendanceRecorded
from shared.refusal import Changed
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat


def correct_attendance(
    attendance_id: str,
    correction: Correction,
    identity: Identity,
    *,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> dict[str, Any]:
    """The interval as it stands now; the same correction again changes nothing.

    Raises NoSuchAttendance, OutOfScope, OwnAttendance, Changed, and what ``corrected`` raises.
    """
    now = clock()
    row = store.attendance.of_attendance(attendance_id)
    activity = row and store.activities.get(row["activity_id"])
    if not row or not activity:
        raise NoSuchAttendance()
    must_oversee(identity, activity)
    if is_repeat(row):
        return answer(row, find(row, attendance_id))
    by = identity.volunteer_id
    new = corrected(row, attendance_id, correction, by=by, now=now, zone=settings.zone)
    if new is None:
        return answer(row, find(row, attendance_id))
    event = fact(AttendanceRecorded, row["_id"], attendance_data(row, new), at=now)
    if not store.attendance.correct(row, new, event):
        raise Changed()
    return answer(row, new)
