"""What is left to settle in the evening: who did not check out, who did not come, the numbers."""

from datetime import datetime
from typing import Any

from services.activities.domain.roster_lines import phone_as_shown
from services.activities.store import Store
from shared.storage.mongo import Document

MOST = 200


def closing(activity: Document, *, store: Store, now: datetime) -> dict[str, Any]:
    """{numbers, still_in, forgotten, absent, photos} of an activity the caller runs.

    Lists hold up to MOST people by name: {sign_up_id, shift_id, name, number, phone, role, start,
    end, check_in_at, interval}; ``interval`` is the one the system closed.
    """
    key = activity["_id"]
    numbers = store.organised.numbers(key, now)
    rows = store.organised.to_settle(key, now, MOST, absent=numbers["absent"] > 0)
    if len(rows["still_in"]) < MOST:
        numbers["still_in"] = len(rows["still_in"])
    return {
        "numbers": numbers,
        "photos": store.photos.of_activity(key),
        **{word: [_line(row) for row in found] for word, found in rows.items()},
    }


def _line(row: Document) -> dict[str, Any]:
    told = ("shift_id", "volunteer_id", "name", "number", "role", "start", "end")
    by_system = [one for one in row["intervals"] if one["checked_out_by"] == "system"]
    return {name: row[name] for name in told} | {
        "sign_up_id": row["_id"],
        "phone": phone_as_shown(row["phone"], whole=True),
        "check_in_at": row["open"]["at"] if row["open"] else None,
        "interval": by_system[-1] if by_system else None,
    }
