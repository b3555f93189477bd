"""How a message was settled: one word each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """What the event asks for has happened, now or at an earlier delivery."""


@dataclass(frozen=True, slots=True)
class Poison:
    """The event can never be taken; it goes to the dead letters with this reason."""

    reason: str


Outcome = Done | Poison


class Hold(Exception):
    """Raised when the trouble is not the events' fault: the batch waits and is tried again."""
