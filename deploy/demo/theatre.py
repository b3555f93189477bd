"""Servers, services and a clock of the demo's own in a folder that is gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from rich.console import Console

from deploy.demo.client import Client
from deploy.demo.progress import Phases
from deploy.demo.rehearsal_clock import RehearsalClock
from deploy.demo.stage import Stage
from deploy.local.first_people import found_first_people
from deploy.local.nginx import ONE_ADDRESS_FOR_ALL
from deploy.local.show import SignIn
from deploy.local.stack import Stack
from deploy.verify.reading import open_databases

THREADS = 24
_ZONE = ZoneInfo("Asia/Shanghai")
# A season lasts longer than a session, and its people sign in only once.
_SETTINGS = {
    "PASSWORD_PROFILE": "quick",
    "ACCESS_TOKEN_MINUTES": str(366 * 24 * 60),
    **ONE_ADDRESS_FOR_ALL,
}


@dataclass(frozen=True, slots=True)
class Theatre:
    """A running stack, the stage in it, and the installation's first people."""

    stack: Stack
    stage: Stage
    people: list[SignIn]

    def first(self, role: str) -> SignIn:
        """The first person of a role."""
        return next(one for one in self.people if one.role == role)


@contextmanager
def opened(
    volunteers: int,
    console: Console,
    *,
    settings: Mapping[str, str] | None = None,
    patience: float = 60,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Theatre]:
    """A theatre for ``volunteers``; on leaving, every process is ended and the folder removed.

    ``settings`` adds to what the services find in their environment; ``patience``: seconds a
    phone tries again before it gives up.
    """
    with tempfile.TemporaryDirectory(prefix="kindhours-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        clock = RehearsalClock(folder / "clock.json")
        environment = {**_SETTINGS, "KINDHOURS_CLOCK_FILE": str(clock.path), **(settings or {})}
        with Stack(folder, environment=environment, tell=tell) as stack:
            people = found_first_people(stack)
            today = clock.now().astimezone(_ZONE)
            midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
            with Phases(console, threads=THREADS) as phases:
                stage = Stage(
                    client=Client(stack.url, connections=THREADS, patience=patience),
                    clock=clock,
                    databases=open_databases(stack.run.mongo_uri),
                    phases=phases,
                    volunteers=volunteers,
                    random=Random(volunteers),
                    first_day=midnight + timedelta(days=1),
                )
                try:
                    yield Theatre(stack, stage, people)
                finally:
                    stage.client.close()
