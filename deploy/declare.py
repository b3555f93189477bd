"""Before anything publishes: the topology of the bus, made from the catalogue.

``python -m deploy.declare`` waits for the broker at ``AMQP_URI`` (a user who may declare); run
again, it changes nothing. Indexes are made by each service's worker when it starts.
"""

import os
import time

from kombu import Connection

from shared.messaging import topology

PATIENCE_SECONDS = 120


def declare(amqp_uri: str, patience: float = PATIENCE_SECONDS) -> list[str]:
    """Declare exchanges, queues and bindings; returns the queues.

    Raises OSError when the broker stays away for ``patience`` seconds.
    """
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
    print(f"declared {len(declare(os.environ['AMQP_URI']))} queues")


if __name__ == "__main__":
    main()
