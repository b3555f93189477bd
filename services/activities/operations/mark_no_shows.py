"""Mark those who were accepted and never came, once check-out for their shift has closed."""

from typing import Any

from services.activities.domain.facts import sign_up_data
from services.activities.store import Store
from shared.clock import Clock
from shared.contracts.activities import NoShowMarked
from shared.storage.mongo import Document
from shared.storage.outbox import Fact, fact

BATCH = 200
_ROUNDS = 50  # as in close_forgotten


def mark_no_shows(*, store: Store, clock: Clock, batch: int = BATCH) -> int:
    """Give every absentee the status no_show, with its event; returns how many."""
    now, marked = clock(), 0
    for _ in range(_ROUNDS):
        rows = store.attendance.never_came(now, batch)
        changed = store.sign_ups.save_many(_mark(row, now) for row in rows)
        marked += changed
        if not changed:
            break
    return marked


def _mark(row: Document, now: Any) -> tuple[Document, dict[str, Any], Fact]:
    after = row | {"status": "no_show", "revision": row["revision"] + 1}
    event = fact(NoShowMarked, row["_id"], sign_up_data(after), at=now)
    return row, {"status": "no_show"}, event
