"""``run.json``: what a running stack remembers for its next start and for other commands."""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from deploy.local.ports import free_port
from shared.contracts.catalogue import SERVICES

RATHER = 8080
ENDING_SECONDS = 20


class AlreadyRunning(RuntimeError):
    """Raised when another process runs the stack of this folder."""


@dataclass
class RunFile:
    """Ports by the name of who listens, and how operators reach the servers."""

    ports: dict[str, int] = field(default_factory=dict)
    url: str = ""
    mongo_uri: str = ""
    amqp_uri: str = ""

    def choose_ports(self, *, rather: int | None) -> None:
        """Keep the ports of the last time that are still free, choose the others anew."""
        names = ["nginx", "mongod", "amqp", "distribution", "epmd"]
        names += [f"{service}.web" for service in SERVICES]
        taken: set[int] = set()
        wishes = {"nginx": rather, **self.ports}
        self.ports = {name: free_port(taken, rather=wishes.get(name)) for name in names}
        self.url = f"http://127.0.0.1:{self.ports['nginx']}"


def read(folder: Path) -> RunFile:
    path = folder / "run.json"
    return RunFile(**json.loads(path.read_text())) if path.exists() else RunFile()


def write(folder: Path, run: RunFile) -> None:
    path = folder / "run.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(run), indent=1))


def lock(folder: Path) -> IO[str]:
    """Hold the folder until the returned file is closed here and in every child that got it.

    Raises AlreadyRunning; but when only children of a killed supervisor are left, waits for
    their end.
    """
    held = (folder / "lock").open("a+")
    deadline = time.monotonic() + ENDING_SECONDS
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.seek(0)
            if _lives(held.read()) or time.monotonic() > deadline:
                held.close()
                raise AlreadyRunning(f"already running at {read(folder).url}") from None
            time.sleep(0.1)
        else:
            held.truncate(0)
            held.write(str(os.getpid()))
            held.flush()
            return held


def _lives(pid: str) -> bool:
    return Path("/proc", pid.strip() or "none").exists()
