"""Events as they are heard: held against their contract, and read ahead.

That happens while the batch before them is written, so it costs their own batch no time (ADR 40).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.contracts.catalogue import fault_of
from shared.contracts.envelope import Event

Ahead = Callable[[Event], Any]
"""What can be worked out of an event without a read or a write. It may raise anything: the batch
then does that work itself, and meets the trouble where it is dealt with."""


@dataclass(frozen=True, slots=True)
class Heard:
    """``fault``: why it breaks its contract; ``ahead``: what was worked out of it, or None."""

    event: Event
    fault: str | None
    ahead: Any = None


def hear(name: str, ahead: Ahead | None, event: Event) -> Heard:
    """An event as the handler ``name`` gets it."""
    fault = fault_of(name, event)
    if fault or ahead is None:
        return Heard(event, fault)
    try:
        return Heard(event, None, ahead(event))
    except Exception:
        return Heard(event, None)
