"""Keep for a while what takes long to count: many readers then cost no more than one."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from shared.clock import Clock

_MOST = 200


class Counted(NamedTuple):
    """What was counted, and when."""

    found: Any
    at: datetime


class Kept:
    """What this process counted within ``lasting``, by what it is about; at most 200.

    One thread counts; those beside it get what was counted before, no older than twice the time,
    or wait for it.
    """

    def __init__(self, clock: Clock, lasting: timedelta) -> None:
        self._clock, self._lasting = clock, lasting
        self._known: dict[Hashable, Counted] = {}
        self._turns: dict[Hashable, Lock] = {}

    def of(self, key: Hashable, count: Callable[[], Any]) -> Counted:
        """What ``count`` says, now or a little while ago."""
        now, known = self._clock(), self._known.get(key)
        if known and self._stands(known, now):
            return known
        turn = self._turns.setdefault(key, Lock())
        if known and self._stands(known, now, times=2):
            if not turn.acquire(blocking=False):
                return known
        else:
            turn.acquire()
        try:
            return self._counted(key, count, now)
        finally:
            turn.release()

    def _counted(self, key: Hashable, count: Callable[[], Any], now: datetime) -> Counted:
        meanwhile = self._known.get(key)
        if meanwhile and self._stands(meanwhile, now):
            return meanwhile
        if len(self._known) >= _MOST:
            self._known.clear()
            self._turns.clear()
        counted = self._known[key] = Counted(count(), now)
        return counted

    def _stands(self, known: Counted, now: datetime, times: int = 1) -> bool:
        return timedelta() <= now - known.at < self._lasting * times
