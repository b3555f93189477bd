"""Forget what was told of people and holds no more (GB/T 35273: no longer than the purpose needs).

Their last state stays, however old: a new service learns everybody from it.
"""

from datetime import timedelta

from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.past_states import PastStates
from shared.clock import Clock

LOTS_AT_ONCE = 20
_ROUNDS = 50  # a chore gives its lease back; what is left is the next turn's


def forget_past_states(*, store: Store, own: VolunteerSettings, clock: Clock) -> int:
    """Fold what was told longer ago than the setting says; returns how many lots went."""
    states = PastStates(store.database)
    before, forgotten = clock() - timedelta(days=own.past_states_days), 0
    for _ in range(_ROUNDS):
        folded = states.fold(before, LOTS_AT_ONCE)
        forgotten += folded
        if folded < LOTS_AT_ONCE:
            break
    return forgotten
