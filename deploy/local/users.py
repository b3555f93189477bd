"""Who may do what on the bus: one user a service, who can speak in its own name only."""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OPERATOR = "operator"


@dataclass(frozen=True)
class BusUser:
    """A user with RabbitMQ's three permissions, each a pattern over exchanges and queues."""

    name: str
    password: str
    configure: str
    write: str
    read: str


def operator(password: str) -> BusUser:
    """Declares the topology and looks after dead letters; no service has its password."""
    return BusUser(OPERATOR, password, ".*", ".*", ".*")


def service(name: str, password: str) -> BusUser:
    """Publishes to ``<name>.events`` and ``.dead``, hears its own queues, declares nothing."""
    own = re.escape(name)
    return BusUser(
        name,
        password,
        configure="^$",
        write=rf"^{own}[.](events|dead)$",
        read=rf"^{own}[.].+$",
    )


def definitions(users: Iterable[BusUser]) -> dict[str, Any]:
    """What RabbitMQ loads at its start. It keeps what it had: loading twice changes nothing."""
    users = list(users)
    return {
        "vhosts": [{"name": "/"}],
        "users": [_user(user) for user in users],
        "permissions": [_permissions(user) for user in users],
    }


def _user(user: BusUser) -> Mapping[str, Any]:
    salt = secrets.token_bytes(4)
    digest = hashlib.sha256(salt + user.password.encode()).digest()
    return {
        "name": user.name,
        "password_hash": base64.b64encode(salt + digest).decode(),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "administrator" if user.name == OPERATOR else "",
    }


def _permissions(user: BusUser) -> Mapping[str, Any]:
    return {
        "user": user.name,
        "vhost": "/",
        "configure": user.configure,
        "write": user.write,
        "read": user.read,
    }
