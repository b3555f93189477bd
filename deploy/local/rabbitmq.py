"""A private RabbitMQ node: Debian's package run over a folder of ours, on ports of ours.

It shares nothing with a RabbitMQ of the system: own name, cookie, data, plugins and port mapper.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import amqp

from deploy.local.processes import Process

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")

_CONFIG = """\
listeners.tcp.1 = 127.0.0.1:{port}
load_definitions = {definitions}
log.file = false
log.console = true
log.console.level = warning
# The log of the quorum queues is also kept in memory up to this size.
raft.wal_max_size_bytes = 32000000
disk_free_limit.absolute = 50MB
"""


def port_mapper(log: Path, port: int) -> Process:
    """epmd as a child of ours: RabbitMQ would leave one running behind it."""
    command = ["epmd", "-port", str(port), "-address", "127.0.0.1"]
    return Process("epmd", command, log, patience=2)


def process(
    folder: Path, log: Path, ports: Mapping[str, int], definitions: Mapping[str, Any]
) -> Process:
    """The broker over ``folder``; ``ports``: amqp, distribution, epmd. Writes its files."""
    if not SERVER.exists():
        raise FileNotFoundError("no RabbitMQ: run `make setup` or set AMQP_URI")
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    (folder / "definitions.json").write_text(json.dumps(definitions))
    (folder / "definitions.json").chmod(0o600)
    (folder / "plugins").write_text("[].\n")
    (folder / "rabbitmq.conf").write_text(
        _CONFIG.format(port=ports["amqp"], definitions=folder / "definitions.json")
    )
    environment = {
        "HOME": str(home),
        "RUNNING_UNDER_SYSTEMD": "true",  # no shell between us and the broker
        "ERL_EPMD_PORT": str(ports["epmd"]),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_NODENAME": "kindhours@localhost",
        "RABBITMQ_DIST_PORT": str(ports["distribution"]),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
            "+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}"
        ),
    }
    return Process("rabbitmq", [SERVER], log, environment)


def answers(port: int, user: str, password: str, vhost: str = "/") -> bool:
    """Whether ``user`` can sign in and open a channel."""
    try:
        with amqp.Connection(
            f"127.0.0.1:{port}", user, password, virtual_host=vhost, connect_timeout=5
        ) as connection:
            connection.connect()
            connection.channel()
    except (OSError, amqp.exceptions.AMQPError):
        return False
    return True
