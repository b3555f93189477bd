"""The real parts of a benchmark, and what they and the contenders cost in CPU and memory."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.local.embedded import temporary_mongo, temporary_rabbitmq

ROOT = Path(__file__).parents[2]


@dataclass
class Parts:
    """A MongoDB and a RabbitMQ of our own. ``log`` keeps what the contenders print.

    The kernel ends a contender when the bench dies, however it dies.
    """

    mongo_uri: str
    amqp_uri: str
    log: Path
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, module: str, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start ``python -m module words…`` with the parts' addresses in its environment."""
        with self.log.open("a") as log:
            child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, "-m", module, *words],
                cwd=ROOT,
                env=self.environment(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE if words[:1] == ("pour",) else log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.children.append(child)
        return child

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
        }
        return {**kept, **own, **more}

    def end(self, child: subprocess.Popen[str]) -> None:
        """End a child and all it started."""
        if child in self.children:
            self.children.remove(child)
        try:
            family = [*psutil.Process(child.pid).children(recursive=True), child]
        except psutil.NoSuchProcess:
            family = [child]
        for one in family:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
        child.wait()

    def cpu_seconds(self, *children: subprocess.Popen[str]) -> float:
        """CPU seconds used so far by MongoDB, RabbitMQ and these children with their families."""
        return sum(_cpu(one) for one in self._processes(*children))

    def memory(self, child: subprocess.Popen[str]) -> int:
        """Resident bytes of a child with its family."""
        total = 0
        for one in _family(child.pid):
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    def _processes(self, *children: subprocess.Popen[str]) -> list[psutil.Process]:
        servers = [
            one
            for one in psutil.Process().children(recursive=True)
            if one.name() in ("mongod", "beam.smp")
        ]
        families = [member for child in children for member in _family(child.pid)]
        return list({one.pid: one for one in (*servers, *families)}.values())


def _family(pid: int) -> list[psutil.Process]:
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
            stack.enter_context(temporary_mongo()), stack.enter_context(temporary_rabbitmq()), log
        )
        try:
            yield parts
        finally:
            for child in list(parts.children):
                parts.end(child)
