"""Clear away files that nothing names: their process died, or another file took their place."""

from datetime import timedelta

from services.hours.store import Store
from shared.clock import Clock

_PENDS = timedelta(hours=1)
_A_ROUND = 200


def clear_proofs(*, store: Store, clock: Clock) -> int:
    """One round; returns how many files were looked at."""
    pending = store.proofs.pending_since(clock() - _PENDS, _A_ROUND)
    for file_id in pending:
        store.proofs.discard(file_id)
    return len(pending)
