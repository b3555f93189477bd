"""Name those a roll calls by their sign-ups; enter the walk-ins who have no place yet."""

from collections.abc import Sequence

from services.activities.domain import placing
from services.activities.domain.attendance import must_not_be_own
from services.activities.domain.roll import Call, NoSuchVolunteer
from services.activities.operations.sign_up import SignUp, sign_up
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import id_from
from shared.refusal import Refusal

_ENTERED = ("accepted", "no_show", "cancelled")


def name_called(
    shift_id: str,
    calls: Sequence[Call],
    by: Identity,
    *,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> list[str | Refusal]:
    """For each call the sign-up's id, or why there is none."""
    numbers = [call.number for call in calls if call.number]
    people = store.attendance.volunteers_of(numbers) if numbers else {}
    named: list[str | Refusal] = []
    for call in calls:
        volunteer_id = call.volunteer_id or people.get(call.number or "")
        if call.sign_up_id:
            named.append(call.sign_up_id)
        elif volunteer_id:
            named.append(id_from(shift_id, volunteer_id))
        else:
            named.append(NoSuchVolunteer(field="number", number=call.number))
    walk_ins = [at for at, call in enumerate(calls) if call.walk_in and call.action == "in"]
    rows = (
        store.attendance.of_shift(shift_id, (str(named[at]) for at in walk_ins)) if walk_ins else {}
    )
    for at in walk_ins:
        row = rows.get(str(named[at]))
        volunteer_id = calls[at].volunteer_id or people.get(calls[at].number or "")
        if volunteer_id and (row is None or row["status"] not in _ENTERED):
            try:
                _enter(shift_id, calls[at], volunteer_id, by, store, clock, settings)
            except placing.AlreadySignedUp:  # she moved up, or another organiser was quicker
                continue
            except Refusal as no:
                named[at] = no
    return named


def _enter(
    shift_id: str,
    call: Call,
    volunteer_id: str,
    by: Identity,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> None:
    """Sign a walk-in up. Raises OwnAttendance and the refusals of sign_up."""
    must_not_be_own(by.volunteer_id, volunteer_id)
    message = SignUp(
        shift_id=shift_id,
        volunteer_id=volunteer_id,
        role_id=call.role_id,
        signed_up_by=by.volunteer_id,
        walk_in=True,
        over_places=call.over_places,
        came_at=call.came_at,
    )
    sign_up(message, store=store, clock=clock, settings=settings)
