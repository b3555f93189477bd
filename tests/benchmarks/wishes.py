"""What a measure is asked for, and the parts it runs on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.benchmarks.pace import Pace, pace
from tests.benchmarks.parts import Parts
from tests.benchmarks.screen import Screen


@dataclass(frozen=True)
class Wishes:
    """``events`` is the size of a credit round; everything else shrinks with it. ``wanted`` are
    the names of the results asked for, ``paces`` what the machine did between rounds."""

    parts: Parts
    events: int
    rounds: int
    screen: Screen
    wanted: frozenset[str]
    paces: list[Pace] = field(default_factory=list)

    @property
    def share(self) -> float:
        """1 for a whole run of 50,000 events, less for a quick one."""
        return min(1.0, self.events / 50_000)

    def feel_pace(self) -> None:
        """Between rounds: how quick the machine is just now."""
        self.paces.append(pace())

    @property
    def say(self) -> Callable[[str], None]:
        """Tell the person who waits."""
        return self.screen.say

    def size(self, whole: int, least: int) -> int:
        """``whole`` scaled to the run, but never below ``least``."""
        return max(least, int(whole * self.share))
