"""Name the sign-up a kept tap is about; enter a walk-in who has no place yet."""

from datetime import datetime

from services.activities.domain.check_in_rules import NotSignedUp
from services.activities.domain.personal_codes import PersonalCodeNotOurs
from services.activities.domain.roll import Call
from services.activities.domain.taps import Tap
from services.activities.operations.name_called import name_called
from services.activities.operations.prepare_roster import personal_codes
from services.activities.operations.settle_leaving import Desk, command_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.context import command_key
from shared.ids import id_from
from shared.refusal import Refusal


def name_tapped(
    tap: Tap,
    at: datetime,
    desk: Desk,
    by: Identity,
    *,
    store: Store,
    clock: Clock,
    settings: ActivitySettings,
) -> str:
    """The sign-up's id. ``at``: when the tap counts; a personal code must be of that day.

    Raises PersonalCodeNotOurs, PersonalCodeOver, NotSignedUp, NoSuchVolunteer and, for a walk-in,
    the refusals of sign_up.
    """
    volunteer_id = personal_codes(settings).read(tap.code, at) if tap.code else None
    sign_up_id = id_from(desk.shift_id, volunteer_id) if volunteer_id else tap.sign_up_id
    if tap.sign_up_id and tap.sign_up_id != sign_up_id:
        raise PersonalCodeNotOurs(field="code")  # a good code, but of somebody else
    if sign_up_id and not tap.walk_in:
        return sign_up_id
    if tap.sign_up_id and volunteer_id is None:
        volunteer_id = _whose(tap.sign_up_id, desk)
    call = _call(tap, volunteer_id, at)
    token = command_key.set(id_from("walk_in", command_of(tap, desk)))
    try:
        named = name_called(desk.shift_id, [call], by, store=store, clock=clock, settings=settings)[
            0
        ]
    finally:
        command_key.reset(token)
    if isinstance(named, Refusal):
        raise named
    return named


def _whose(sign_up_id: str, desk: Desk) -> str:
    """Raises NotSignedUp."""
    row = desk.store.sign_ups.get(sign_up_id)
    if row is None or row["shift_id"] != desk.shift_id:
        raise NotSignedUp()
    return str(row["volunteer_id"])


def _call(tap: Tap, volunteer_id: str | None, at: datetime) -> Call:
    return Call(
        tap.action,
        volunteer_id=volunteer_id,
        number=None if volunteer_id else tap.number,
        walk_in=tap.walk_in,
        over_places=tap.over_places,
        came_at=at,
    )
