"""Temporary instances of the real parts, for tests: started, handed out, removed."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from deploy.local import mongo, ports, rabbitmq, users
from deploy.local.processes import wait_until

_IN_MEMORY, _GIGABYTE = Path("/dev/shm"), 2**30  # noqa: S108 - a folder of our own is made in it


@contextmanager
def temporary_mongo(*, cache: str = "0.25", durable: bool = True) -> Iterator[str]:
    """The URI of a fresh replica set of one, open to everybody on loopback.

    ``cache``: gigabytes it keeps at hand. Without ``durable`` no write waits for a disk: it is in
    memory, where there is enough of it.
    """
    with _folder(None if durable else _memory()) as folder:
        port = ports.free_port()
        server = mongo.process(folder, folder / "mongod.log", port, cache=cache)
        server.start()
        try:
            mongo.make_ready(server, port, durable=durable)
            yield mongo.uri(port)
        finally:
            server.end()


@contextmanager
def temporary_rabbitmq() -> Iterator[str]:
    """The URI of a fresh broker, signed in as a user who may do everything in it."""
    with _folder() as folder:
        taken: set[int] = set()
        chosen = {name: ports.free_port(taken) for name in ("amqp", "distribution", "epmd")}
        password = secrets.token_urlsafe(12)
        definitions = users.definitions([users.operator(password)])
        log = folder / "rabbitmq.log"
        mapper = rabbitmq.port_mapper(log, chosen["epmd"])
        broker = rabbitmq.process(folder, log, chosen, definitions)
        mapper.start()
        broker.start()
        try:
            wait_until(lambda: rabbitmq.answers(chosen["amqp"], users.OPERATOR, password), broker)
            yield f"amqp://{users.OPERATOR}:{password}@127.0.0.1:{chosen['amqp']}//"
        finally:
            broker.end()
            mapper.end()


@contextmanager
def _folder(where: Path | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kindhours-", dir=where) as name:
        yield Path(name)


def _memory() -> Path | None:
    """A folder in memory, where a gigabyte more or less is not missed; a container's is small."""
    roomy = _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > 2 * _GIGABYTE
    return _IN_MEMORY if roomy and psutil.virtual_memory().available > 4 * _GIGABYTE else None
