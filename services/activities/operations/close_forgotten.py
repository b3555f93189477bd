"""Close what volunteers forgot to close: at the shift's end, by the system, with a mark."""

from services.activities.domain.attendance import FORGOTTEN, closed_by_itself
from services.activities.operations.check_out import leaving
from services.activities.store import Store
from shared.clock import Clock

BATCH = 200
_ROUNDS = 50  # a chore gives its lease back after 10,000 rows; the rest is the next turn's


def close_forgotten(*, store: Store, clock: Clock, batch: int = BATCH) -> int:
    """Close every interval whose check-out is over; returns how many.

    Each row is closed by a write that names its open interval, so that a repeat, a second worker
    or a late check-out beside it changes nothing twice.
    """
    now, closed = clock(), 0
    for _ in range(_ROUNDS):
        rows = store.attendance.forgotten(now, batch)
        if not rows:
            break
        store.attendance.write(
            [leaving(row, closed_by_itself(row), now, FORGOTTEN) for row in rows]
        )
        closed += len(rows)
    return closed
