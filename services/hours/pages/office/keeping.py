"""Keep for a while what takes long to count."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.clock import Clock

LASTING = timedelta(minutes=5)
_MOST = 200


class Counted(NamedTuple):
    """What was counted, and when."""

    found: Any
    at: datetime


class Kept:
    """What this process counted in the last five minutes, by what it is about; at most 200."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[Hashable, Counted] = {}

    def of(self, key: Hashable, count: Callable[[], Any]) -> Counted:
        """What ``count`` says, now or a little while ago; two at once may both count."""
        now, known = self._clock(), self._known.get(key)
        if known is None or not timedelta() <= now - known.at < LASTING:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = Counted(count(), now)
        return known
