"""Being there, as the volunteer herself and the office see it."""

from datetime import datetime, timedelta
from typing import Any

from services.activities.domain.check_in_rules import (
    CheckInRules,
    check_in_refusal,
    own_code_refusal,
)
from services.activities.store import Store
from shared.ids import id_from
from shared.storage.mongo import Document

Plain = dict[str, Any]
_RECENT = 100


def here(row: Document | None, now: datetime, rules: CheckInRules) -> Plain:
    """What a person may do at the screen now: {row, since, refusal}; ``since`` when she is in."""
    if row is not None and row["open"]:
        return {"row": row, "since": row["open"]["at"], "refusal": own_code_refusal(row)}
    refusal = check_in_refusal(row, now, rules)
    if refusal is None and row is not None:
        refusal = own_code_refusal(row)
    return {"row": row, "since": None, "refusal": refusal}


def at_shift(
    shift_id: str, volunteer_id: str, *, store: Store, now: datetime, rules: CheckInRules
) -> Plain:
    """``here`` for one shift."""
    row = store.sign_ups.get(id_from(shift_id, volunteer_id))
    return here(row, now, rules)


def given(row: Document) -> tuple[list[Plain], int]:
    """The closed intervals of a row that stand, and their whole minutes together."""
    stood = [one for one in row["intervals"] if not one["void"]]
    together = sum((one["check_out_at"] - one["check_in_at"] for one in stood), timedelta())
    return stood, int(together.total_seconds() // 60)


def of_person(volunteer_id: str, *, store: Store) -> list[Plain]:
    """Her last sign-ups with what came of them, the newest first: rows with ``minutes``."""
    rows = store.mine.latest(volunteer_id, _RECENT)
    return [{**row, "minutes": given(row)[1]} for row in rows]
