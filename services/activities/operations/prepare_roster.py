"""Let an organiser's phone take a shift's roster along, for where there is no network."""

from typing import Any

from services.activities.domain.lifecycle import check_status, find_shift
from services.activities.domain.personal_codes import PersonalCodes
from services.activities.domain.preparations import Preparation, note_of
from services.activities.domain.roster_lines import VISIBLE_TAIL
from services.activities.operations.look_at_roster import note_look
from services.activities.operations.oversee_activity import overseen
from services.activities.operations.prove_presence import rules_of
from services.activities.operations.see_roster import Criteria, see_roster
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document

MOST_PEOPLE = 5000
_STATUSES = ("accepted", "waitlisted", "applied", "no_show")


def prepare_roster(
    shift_id: str, identity: Identity, *, store: Store, clock: Clock, settings: ActivitySettings
) -> dict[str, Any]:
    """{prepared, at, shift_id, title, address, start, end, opens_at, until, people}: ``prepared``
    is the sealed note the phone brings back, ``until`` when its taps are no longer taken.

    Of a person: name, number, the phone's last digits, role, status, marks of her personal code,
    whether she is in. No secret and no whole phone number. The look is noted.

    Raises NoSuchShift, OutOfScope, WrongStatus.
    """
    now = clock()
    activity = overseen(shift_id, identity, store)
    check_status(activity, "published", "ended")
    shift = find_shift(activity, shift_id)
    criteria = Criteria(shift_id=shift_id, statuses=_STATUSES)
    sight = see_roster(criteria, identity, store=store)
    rows = store.on_site.taken_along(shift_id, _STATUSES, MOST_PEOPLE)
    note_look(criteria, sight, identity, "offline", len(rows), 0, store, clock)
    note = Preparation(shift_id, identity.volunteer_id, now)
    codes = personal_codes(settings)
    opens, closes = settings.window_of(shift)
    return {
        "prepared": note_of(note, settings.code_secret.encode()),
        "at": now,
        "shift_id": shift_id,
        "title": activity["title"],
        "address": activity["address"],
        "start": shift["start"],
        "end": shift["end"],
        "opens_at": opens,
        "until": settings.kept_until(shift),
        "day": rules_of(settings).day(shift["start"]),
        "people": [_person(row, codes.marks(row["volunteer_id"], opens, closes)) for row in rows],
    }


def personal_codes(settings: ActivitySettings) -> PersonalCodes:
    """The office's personal codes."""
    return PersonalCodes(settings.code_secret.encode(), settings.zone)


def _person(row: Document, marks: list[str]) -> dict[str, Any]:
    return {
        "id": row["_id"],
        "name": row["name"],
        "pinyin": row["pinyin"],
        "number": row["number"],
        "tail": (row["phone"] or "")[-VISIBLE_TAIL:],
        "role": row["role"],
        "status": row["status"],
        "marks": marks,
        "in": row["open"] is not None,
        "out": row["open"] is None and bool(row["intervals"]),
    }
