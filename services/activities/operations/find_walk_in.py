"""Find somebody who stands before the organiser and has not signed up, and note the look."""

from typing import Any

from services.activities.domain.roster_lines import phone_as_shown
from services.activities.operations.oversee_activity import overseen
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import id_from, new_id
from shared.refusal import Invalid
from shared.storage.mongo import Document

MOST_FOUND = 20
_SHORTEST = 2


class TooShort(Invalid):
    """Raised when so little is typed that half of the county would be shown."""

    zh = "请至少输入{letters}个字符：姓名、拼音、完整手机号或志愿者编号。"
    en = "Type at least {letters} characters: a name, a whole phone number or a volunteer number."


def find_walk_in(
    text: str,
    shift_id: str,
    identity: Identity,
    *,
    store: Store,
    clock: Clock,
) -> list[dict[str, Any]]:
    """Up to MOST_FOUND of {volunteer_id, name, number, phone, status, there}: ``status`` of her
    sign-up for the shift, None without one; ``phone`` masked.

    A whole volunteer number finds everybody, as in a roll call: she shows it. Names and phones are
    looked for among those the organiser has anyway: below her own organisations, or the activity's.
    Raises NoSuchShift, OutOfScope, TooShort.
    """
    activity = overseen(shift_id, identity, store)
    words = " ".join(text.split())
    if len(words) < _SHORTEST:
        raise TooShort(field="q", letters=_SHORTEST)
    scopes = identity.paths("organiser") or [activity["organisation_path"]]
    people = store.on_site.known(words, _phones(words), scopes, MOST_FOUND)
    ids = {person["_id"]: id_from(shift_id, person["_id"]) for person in people}
    rows = store.attendance.of_shift(shift_id, ids.values())
    _note(shift_id, words, len(people), activity, identity, store, clock)
    return [_found(person, rows.get(ids[person["_id"]])) for person in people]


def _found(person: Document, row: Document | None) -> dict[str, Any]:
    return {
        "volunteer_id": person["_id"],
        "name": person["name"],
        "number": person["number"],
        "phone": phone_as_shown(person["phone"], whole=False),
        "status": row["status"] if row else None,
        "there": bool(row and row["open"]),
    }


def _note(
    shift_id: str,
    words: str,
    people: int,
    activity: Document,
    identity: Identity,
    store: Store,
    clock: Clock,
) -> None:
    """Log the look before its answer goes out."""
    store.looks.record(
        {
            "_id": new_id(),
            "at": clock(),
            "by": identity.volunteer_id,
            "number": identity.number,
            "scope": activity["organisation_path"],
            "filter": {"shift_id": shift_id, "text": words},
            "form": "walk_in",
            "rows": people,
            "whole_phones": 0,
        }
    )


def _phones(text: str) -> list[str]:
    """How a typed phone number may stand in a record; none for anything else."""
    digits = text.replace(" ", "").replace("-", "").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15):
        return []
    return [f"+{digits}", f"+86{digits}"]
