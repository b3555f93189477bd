"""Ask for a look now: the worker does it within a minute."""

from datetime import datetime

from services.hours.store import Store
from shared.clock import Clock
from shared.storage.repeats import is_repeat


def ask_for_look(*, store: Store, clock: Clock) -> datetime:
    """When it was asked for; several who ask at once get one look."""
    before = store.findings.look()
    if is_repeat(before):
        asked: datetime = before["asked_at"]
        return asked
    now = clock()
    store.findings.ask(now)
    return now
