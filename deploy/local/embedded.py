"""Temporary instances of the real parts, for tests: started, handed out, removed."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import mongo, ports, rabbitmq, users
from deploy.local.processes import wait_until


@contextmanager
def temporary_mongo(*, cache: str = "0.25") -> Iterator[str]:
    """The URI of a fresh replica set of one, open to everybody on loopback.

    ``cache``: gigabytes it keeps at hand.
    """
    with _folder() as folder:
        port = ports.free_port()
        server = mongo.process(folder, folder / "mongod.log", port, cache=cache)
        server.start()
        try:
            mongo.make_ready(server, port)
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
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kindhours-") as name:
        yield Path(name)
