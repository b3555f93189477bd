"""Show a shift's check-in code of this moment to those who run the activity."""

from datetime import timedelta
from typing import Any

from services.activities.domain.check_in_rules import ShiftCancelled, shares_a_day
from services.activities.domain.lifecycle import check_status, find_shift
from services.activities.operations.oversee_activity import overseen
from services.activities.operations.prove_presence import codes_of, rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import id_from


def show_code(
    shift_id: str,
    identity: Identity,
    *,
    public_url: str,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> dict[str, Any]:
    """{url, digits, at, next_at, valid_until}. Whoever shows it can no longer use it herself.

    Raises NoSuchShift, OutOfScope, WrongStatus, ShiftCancelled.
    """
    now = clock()
    activity = overseen(shift_id, identity, store)
    check_status(activity, "published", "ended")
    if find_shift(activity, shift_id)["cancelled"] is not None:
        raise ShiftCancelled()
    store.people.note_shower(identity.volunteer_id, shift_id)
    store.attendance.mark_shower(id_from(shift_id, identity.volunteer_id))
    codes = codes_of(settings)
    early = timedelta(minutes=settings.check_in_opens_minutes)
    shared_day = shares_a_day(shift_id, activity["shifts"], early, rules_of(settings))
    code = codes.at(shift_id, now, shared_day=shared_day)
    next_at = codes.next_at(code)
    return {
        "url": f"{public_url}/c/{codes.token(code)}",
        "digits": codes.digits(code),
        "at": now,
        "next_at": next_at,
        "valid_until": next_at + timedelta(seconds=settings.code_seconds),
    }
