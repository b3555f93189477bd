"""Before anything serves: the indexes of each database and the topology of the bus.

``python -m deploy.declare`` waits for both servers; run again, it changes nothing. It reads
``AMQP_URI`` (a user who may declare) and for each service ``MONGO_URI_HOURS`` or ``MONGO_URI``.
"""

import os
import time
from importlib import import_module

from kombu import Connection

from shared.contracts.catalogue import SERVICES
from shared.messaging import topology
from shared.settings import Settings
from shared.storage import kernel, mongo

PATIENCE_SECONDS = 120


def declare_indexes(service: str, mongo_uri: str, database_name: str | None = None) -> None:
    """Create the indexes of one service; raises pymongo's errors when MongoDB is away."""
    settings = Settings(
        service=service,
        mongo_uri=mongo_uri,
        mongo_database=database_name or f"kindhours_{service}",
        amqp_uri="",
        token_public_key="",
        public_url="",
    )
    database = mongo.connect(settings)
    import_module(f"services.{service}.store").Store(database).prepare()
    kernel.prepare(database)
    database.client.close()


def declare_topology(amqp_uri: str, patience: float = PATIENCE_SECONDS) -> list[str]:
    """Declare exchanges, queues and bindings; waits ``patience`` seconds for the broker."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with Connection(amqp_uri, connect_timeout=5) as connection:
                connection.connect()
                return topology.declare(connection)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main() -> None:
    for service in SERVICES:
        uri = os.environ.get(f"MONGO_URI_{service.upper()}") or os.environ["MONGO_URI"]
        declare_indexes(service, uri)
    handlers = declare_topology(os.environ["AMQP_URI"])
    print(f"declared {len(SERVICES)} databases and {len(handlers)} queues")


if __name__ == "__main__":
    main()
