"""The whole running system on this machine, as one object."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

from deploy.local import keys, nginx, readiness, run_file, servers
from deploy.local.processes import Process, StartFailed, wait_until
from deploy.local.run_file import RunFile
from deploy.local.servers import Site
from deploy.local.supervisor import Supervisor
from deploy.local.surroundings import ROOT, Surroundings
from shared.contracts.catalogue import SERVICES

WEB_WORKERS = {"activities": 2}
Tell = Callable[[str], None]


class Stack:
    """mongod, RabbitMQ, nginx and each service's web and worker, over one folder of state.

    Processes: ``mongod``, ``epmd``, ``rabbitmq``, ``nginx``, ``<service>.web``,
    ``<service>.worker``; whichever dies is started again. ``mongo_uri`` and ``amqp_uri`` stand
    for servers that are there already: then none is started. ``environment`` adds to what the
    services find. ``rather`` is the port to be reached at when it is free. ``tell`` hears what
    goes on, a line at a time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        mongo_uri: str | None = None,
        amqp_uri: str | None = None,
        environment: Mapping[str, str] | None = None,
        rather: int | None = None,
        tell: Tell = lambda _: None,
    ) -> None:
        self.folder = folder.resolve()
        self.run = RunFile()
        self._given = (mongo_uri, amqp_uri)
        self._more = dict(environment or {})
        self._rather = rather
        self.tell = tell
        self._supervisor: Supervisor | None = None
        self._around: Surroundings | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return self.run.url

    @property
    def names(self) -> list[str]:
        """The names of all processes."""
        return self._running.names

    def process(self, name: str) -> Process:
        """The process of that name: its ``pid``, ``alive``, ``log``."""
        return self._running.process(name)

    def restarts(self, name: str) -> int:
        """How often the process died and was started again."""
        return self._running.restarts(name)

    def run_beside(self, service: str, module: str, **environment: str) -> str:
        """Run ``python -m module`` in the surroundings of ``service``; returns what it printed.

        Raises StartFailed with what it complained when it ends badly.
        """
        if self._around is None:
            raise RuntimeError("the stack is not started")
        found = {"PATH": os.environ["PATH"], **self._around.of(service), **environment}
        command = [sys.executable, "-m", module]
        ended = subprocess.run(
            command, env=found, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if ended.returncode != 0:
            raise StartFailed(f"{module} failed:\n{ended.stderr}")
        return ended.stdout

    @property
    def _running(self) -> Supervisor:
        if self._supervisor is None:
            raise RuntimeError("the stack is not started")
        return self._supervisor

    def start(self) -> None:
        """Start everything; returns when every service answers and every queue is heard.

        Raises AlreadyRunning, StartFailed (with the end of the log) or FileNotFoundError (a
        part is not installed); nothing is left running then.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = run_file.lock(self.folder)
        self._supervisor = Supervisor(self._tell_restart)
        try:
            self._start(self._lock.fileno())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End every process: the services first, then the servers they write to."""
        if self._supervisor is not None:
            services = [n for n in self._supervisor.names if n.endswith((".web", ".worker"))]
            self._supervisor.stop(["nginx"], services, ["rabbitmq", "mongod"])
            self._supervisor = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _start(self, lock: int) -> None:
        self.run = run_file.read(self.folder)
        self.run.choose_ports(rather=self._rather)
        secrets = keys.keys_of(self.folder)
        self.tell("starting MongoDB and RabbitMQ")
        site = Site(self.folder, self.run.ports, secrets, self._running.keep, (lock,))
        found = servers.start(site, *self._given)
        self.run.mongo_uri, self.run.amqp_uri = found.mongo_uri, found.amqp_uri
        run_file.write(self.folder, self.run)
        self.tell("starting the services")
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)
        (self.folder / "tmp").mkdir()
        around = self._around = Surroundings(
            secrets, found.mongo_uris, found.amqp_uris, self.url, self._more
        )
        for service in SERVICES:  # they need MongoDB only, RabbitMQ may take its time
            self._running.keep(self._web(service, around.of(service)))
        self._declare(found.amqp_uri)
        for service in SERVICES:
            self._running.keep(self._worker(service, around.of(service)))
        self._running.keep(self._front())
        self._wait_for_services()

    def _front(self) -> Process:
        webs = {service: self.run.ports[f"{service}.web"] for service in SERVICES}
        port, settings = self.run.ports["nginx"], {**os.environ, **self._more}
        return nginx.process(self.folder / "nginx", self._log("nginx"), port, webs, settings)

    def _declare(self, amqp_uri: str) -> None:
        """Declare the topology, by a process of its own: it needs much that we can do without."""
        command = [sys.executable, "-m", "deploy.declare"]
        environment = {"AMQP_URI": amqp_uri}
        declare = Process("declare", command, self._log("declare"), environment, ROOT)
        declare.start()
        if declare.wait() != 0:
            raise declare.fail("failed")

    def _web(self, service: str, environment: dict[str, str]) -> Process:
        name = f"{service}.web"
        command: list[str | Path] = [sys.executable, "-m", "gunicorn"]
        command += ["-c", ROOT / "deploy/gunicorn.conf.py", f"services.{service}.wsgi:app"]
        environment["BIND"] = f"127.0.0.1:{self.run.ports[name]}"
        environment.setdefault("WEB_WORKERS", str(WEB_WORKERS.get(service, 1)))
        # What a gunicorn that is killed leaves behind goes with the folder.
        environment["TMPDIR"] = str(self.folder / "tmp")
        return Process(name, command, self._log(name), environment, ROOT)

    def _worker(self, service: str, environment: dict[str, str]) -> Process:
        name = f"{service}.worker"
        command = [sys.executable, "-m", f"services.{service}.worker"]
        return Process(name, command, self._log(name), environment, ROOT)

    def _wait_for_services(self) -> None:
        for service in SERVICES:
            address = f"{self.url}/{service}/readyz"
            wait_until(partial(readiness.green, address), self.process(f"{service}.web"))
        for service in SERVICES:
            wait_until(partial(self._hears, service), self.process(f"{service}.worker"))

    def _hears(self, service: str) -> bool:
        return not readiness.unheard(self.run.amqp_uri, service)

    def _tell_restart(self, name: str, times: int) -> None:
        self.tell(f"{name} ended and is started again (restart {times})")

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"
