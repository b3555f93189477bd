"""Keeps processes alive: whatever dies is started again, whoever killed it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from deploy.local.processes import Process

_LOOK_SECONDS = 0.05
_STEADY_SECONDS = 20.0
_BACK_OFF_SECONDS = (0.1, 0.3, 1.0, 2.0, 5.0)


@dataclass
class _Kept:
    process: Process
    started_at: float = 0.0
    failures: int = 0
    starts: int = 0
    trouble: OSError | None = None
    first_start: threading.Event = field(default_factory=threading.Event)

    @property
    def due(self) -> bool:
        """Not alive, and its back-off is over; a steady life forgives earlier failures."""
        if self.process.alive:
            return False
        pause = _BACK_OFF_SECONDS[min(self.failures, len(_BACK_OFF_SECONDS) - 1)]
        return self.starts == 0 or time.monotonic() - self.started_at >= pause


class Supervisor:
    """One thread that starts and restarts everything.

    It must be this one thread that starts them: the kernel ends a child together with the
    thread that started it. ``on_restart(name, times)`` is told of each restart.
    """

    def __init__(self, on_restart: Callable[[str, int], None] | None = None) -> None:
        self._kept: dict[str, _Kept] = {}
        self._on_restart = on_restart
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._thread.start()

    def keep(self, process: Process) -> Process:
        """Start ``process`` and keep it alive until ``stop``; returns when it was started.

        Raises OSError when there is no such program.
        """
        kept = _Kept(process)
        with self._lock:
            self._kept[process.name] = kept
        kept.first_start.wait()
        if kept.trouble:
            raise kept.trouble
        return process

    def process(self, name: str) -> Process:
        """The process of that name; KeyError lists the names there are."""
        if name not in self._kept:
            raise KeyError(f"no process {name}; there are {', '.join(self._kept)}")
        return self._kept[name].process

    @property
    def names(self) -> list[str]:
        return list(self._kept)

    def restarts(self, name: str) -> int:
        return max(0, self._kept[name].starts - 1)

    def stop(self, *waves: list[str]) -> None:
        """End all: first each wave of names, its members side by side, then whatever is left."""
        with self._lock:
            self._ending.set()
        rest = [name for name in self._kept if not any(name in wave for wave in waves)]
        for wave in (*waves, rest):
            ending = [self._kept[name].process for name in wave if name in self._kept]
            for process in ending:
                process.ask_to_end()
            for process in ending:
                process.end()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ending.wait(_LOOK_SECONDS):
            with self._lock:
                for kept in self._kept.values():
                    if kept.due and not self._ending.is_set():
                        self._start(kept)
        while any(kept.process.alive for kept in self._kept.values()):
            time.sleep(_LOOK_SECONDS)

    def _start(self, kept: _Kept) -> None:
        if kept.starts:
            steady = time.monotonic() - kept.started_at > _STEADY_SECONDS
            kept.failures = 0 if steady else kept.failures + 1
            kept.process.sweep()
            if self._on_restart:
                self._on_restart(kept.process.name, kept.starts)
        kept.starts += 1
        kept.started_at = time.monotonic()
        try:
            kept.process.start()
        except OSError as trouble:
            kept.trouble = trouble
        kept.first_start.set()
