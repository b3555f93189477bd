"""The real parts of a benchmark, and what they and the contenders cost in CPU and memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil
from kombu import Connection
from pymongo import MongoClient

from deploy.local.embedded import temporary_mongo, temporary_rabbitmq
from tests.benchmarks import shape

ROOT = Path(__file__).parents[2]
CACHE = "1"
"""Gigabytes MongoDB may keep at hand: less than a machine of its own gives it (half of all)."""
Child = subprocess.Popen[str]


@dataclass
class Parts:
    """A MongoDB and a RabbitMQ of our own. ``log`` keeps what the contenders print.

    The kernel ends a contender when the bench dies, however it dies.
    """

    mongo_uri: str
    amqp_uri: str
    log: Path
    children: list[Child] = field(default_factory=list)

    @cached_property
    def shape(self) -> str:
        """What Kindhours writes for a credit, for those who are to write the same."""
        return shape.learn(self.mongo_uri)

    @cached_property
    def versions(self) -> dict[str, str]:
        """Which servers these are."""
        with (
            MongoClient[dict[str, Any]](self.mongo_uri) as client,
            Connection(self.amqp_uri) as connection,
        ):
            connection.connect()
            broker: Any = connection.connection
            return {
                "MongoDB": str(client.server_info()["version"]),
                "RabbitMQ": str(broker.server_properties["version"]),
            }

    def start(self, module: str, *words: str, **environment: str) -> Child:
        """Start ``python -m module words…`` with the parts' addresses in its environment."""
        spoken = words[:1] == ("pour",)
        return self.run([sys.executable, "-m", module, *words], spoken=spoken, **environment)

    def run(self, command: Sequence[str], *, spoken: bool = False, **environment: str) -> Child:
        """Start any command so. ``spoken``: what it prints is for us, and not for the log."""
        with self.log.open("a") as log:
            child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *command],
                cwd=ROOT,
                env=self.environment(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE if spoken else log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    @staticmethod
    def line_of(child: Child) -> str:
        """The next line a child says; empty when it has ended."""
        return child.stdout.readline().strip() if child.stdout else ""

    @staticmethod
    def tell(child: Child, line: str) -> None:
        """Say a line to a child."""
        if child.stdin:
            child.stdin.write(line + "\n")
            child.stdin.flush()

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """What a contender's process gets."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        own = {
            "MONGO_URI": self.mongo_uri,
            "AMQP_URI": self.amqp_uri,
            "TOKEN_PUBLIC_KEY": "-",
            "HOURS_KEYS_MASTER": "1:" + "A" * 43 + "=",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "TMPDIR": tempfile.gettempdir(),  # what one that is killed leaves goes with ours
        }
        return {**kept, **own, **more}

    def end(self, child: Child) -> None:
        """End a child and all it started."""
        if child in self.children:
            self.children.remove(child)
        for one in family(child.pid):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):  # what was said to it and never read
                    pipe.close()

    def cpu_seconds(self, *children: Child) -> float:
        """CPU seconds used so far by MongoDB, RabbitMQ and these children with their families."""
        return sum(_cpu(one) for one in self._processes(*children))

    def memory(self, child: Child) -> int:
        """Resident bytes of a child with its family."""
        total = 0
        for one in family(child.pid):
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    def _processes(self, *children: Child) -> list[psutil.Process]:
        servers = [
            one
            for one in psutil.Process().children(recursive=True)
            if one.name() in ("mongod", "beam.smp")
        ]
        families = [member for child in children for member in family(child.pid)]
        return list({one.pid: one for one in (*servers, *families)}.values())


def family(pid: int) -> list[psutil.Process]:
    """A process and all it started; nobody when it has ended."""
    try:
        head = psutil.Process(pid)
        return [head, *head.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _cpu(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(used.user + used.system)


@contextmanager
def real_parts(log: Path) -> Iterator[Parts]:
    """Start MongoDB and RabbitMQ; at the end nothing of them is left."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        parts = Parts(
            stack.enter_context(temporary_mongo(cache=CACHE)),
            stack.enter_context(temporary_rabbitmq()),
            log,
        )
        try:
            yield parts
        finally:
            for child in list(parts.children):
                parts.end(child)
