"""Waiting for a condition; never for a time."""

import time
from collections.abc import Callable


class NeverCame(RuntimeError):
    """Raised when a condition did not come true in time."""


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 60) -> float:
    """Ask until ``condition()`` says yes; returns the seconds it took. Raises NeverCame."""
    started, pause = time.monotonic(), 0.01
    while not condition():
        if time.monotonic() - started > seconds:
            raise NeverCame(f"{what}: not within {seconds:.0f} s")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)
    return time.monotonic() - started
