"""Of a thousand people nobody sees one more at once: their counts stand for a moment, so that the
screens of a large square do not count thousands of rows each few seconds."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from shared.clock import Clock

SQUARE, EVENING = timedelta(seconds=2), timedelta(seconds=10)
_MANY, _MOST = 1000, 200
Counts = dict[str, int]


class Standing:
    """Counts this process made within ``lasting``, by what they are of; at most 200, and only
    those of many. Two at once may both count."""

    def __init__(self, clock: Clock, lasting: timedelta) -> None:
        self._clock, self._lasting = clock, lasting
        self._known: dict[Hashable, tuple[datetime, Counts]] = {}

    def of(self, key: Hashable, count: Callable[[], Counts]) -> Counts:
        """What ``count`` says, now or a moment ago; the caller's own."""
        now, known = self._clock(), self._known.get(key)
        if known and timedelta() <= now - known[0] < self._lasting:
            return dict(known[1])
        found = count()
        if is_large(found):
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = (now, found)
        return dict(found)


def is_large(counts: Counts) -> bool:
    """Whether so many are counted that the counts stand."""
    return max(counts.values(), default=0) >= _MANY
