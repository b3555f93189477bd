"""One child process: started in its own group, logged, ended with everything it started."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LARGEST_LOG_BYTES = 20_000_000


class StartFailed(RuntimeError):
    """Raised when a process ends or stays silent before it is ready; carries its last lines."""


@dataclass
class Process:
    """A command that can be started, ended and started again.

    ``environment`` is all the child gets: nothing leaks from ours but PATH and the language.
    ``patience`` is the seconds between the polite signal and SIGKILL; ``keep_open`` are file
    descriptors it inherits.
    """

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    polite_signal: signal.Signals = signal.SIGTERM
    patience: float = 15
    keep_open: tuple[int, ...] = ()
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it. The caller's thread must live as long as the child is wanted.

        ``setpriv`` has the kernel end the child when that thread dies, so that not even
        ``kill -9`` of the supervisor leaves anything behind.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".1.log"))
        inherited = {k: os.environ[k] for k in ("PATH", "LANG", "TZ") if k in os.environ}
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *map(str, self.command)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**inherited, **self.environment},
                cwd=self.folder,
                start_new_session=True,
                pass_fds=self.keep_open,
            )

    @property
    def pid(self) -> int:
        """The process id of the running child; RuntimeError when it was never started."""
        if self._child is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._child.pid

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def wait(self) -> int:
        """Wait until it ends by itself; returns its exit code."""
        if self._child is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._child.wait()

    def ask_to_end(self) -> None:
        """Send the polite signal and return at once."""
        if self.alive:
            with suppress(ProcessLookupError):  # it ended by itself just now
                os.kill(self.pid, self.polite_signal)

    def end(self) -> None:
        """End it and its whole group; returns when the child is gone."""
        if self._child is None:
            return
        self.ask_to_end()
        try:
            self._child.wait(self.patience)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self.sweep()

    def sweep(self) -> None:
        """Kill what a dead child left behind in its group (nginx workers hold the port)."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def last_lines(self, count: int = 15) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def fail(self, reason: str) -> StartFailed:
        return StartFailed(f"{self.name} {reason}; end of {self.log}:\n{self.last_lines()}")


def wait_until(ready: Callable[[], bool], process: Process, seconds: float = 120) -> None:
    """Ask ``ready()`` until it says yes. Raises StartFailed when time or the process ends."""
    deadline = time.monotonic() + seconds
    while not ready():
        if not process.alive:
            raise process.fail("ended before it was ready")
        if time.monotonic() > deadline:
            raise process.fail(f"was not ready within {seconds:.0f} s")
        time.sleep(0.05)
