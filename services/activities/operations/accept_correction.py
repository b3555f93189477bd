"""Correct attendances as the hour bank has accepted it: filed by the volunteer, checked by one
person, decided by another (order 67, articles 12 and 13)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.activities.domain.attendance import attendance_data
from services.activities.domain.corrections import Correction, corrected, find_interval
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import AttendanceRecorded
from shared.contracts.envelope import Event
from shared.messaging.outcomes import Done, Hold, Outcome, Poison
from shared.refusal import Refusal
from shared.storage.outbox import fact

_TRIES = 3


def accept_correction(
    events: Sequence[Event], *, store: Store, clock: Clock, settings: ActivitySettings
) -> list[Outcome]:
    """Idempotent: an interval bears the ids of the requests it was corrected by. What cannot be
    (the attendance is gone, the times overlap another) is poison, with the reason."""
    return [_accept(event["data"], store, clock, settings) for event in events]


def _accept(
    data: Mapping[str, Any], store: Store, clock: Clock, settings: ActivitySettings
) -> Outcome:
    begin, end = (datetime.fromisoformat(data[name]) for name in ("check_in_at", "check_out_at"))
    correction = Correction(data["reason"], begin, end)
    key, by = data["attendance_id"], data["decided_by"]
    for _ in range(_TRIES):
        row = store.attendance.of_attendance(key)
        if row is None:
            return Poison(f"there is no attendance {key} to correct")
        before = find_interval(row, key).get("corrections", [])
        if data["correction_id"] in before:
            return Done()
        now = clock()
        try:
            new = corrected(row, key, correction, by=by, now=now, zone=settings.zone)
        except Refusal as no:
            return Poison(f"attendance {key} cannot be corrected: {no}")
        if new is None:
            return Done()
        new["corrections"] = [*before, data["correction_id"]]
        event = fact(AttendanceRecorded, row["_id"], attendance_data(row, new), at=now)
        if store.attendance.correct(row, new, event):
            return Done()
    raise Hold(f"attendance {key} is being corrected by others")
