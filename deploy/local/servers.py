"""MongoDB and RabbitMQ for a stack: given, or started and furnished with users."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local import keys, mongo, rabbitmq, users
from deploy.local.processes import Process
from shared.contracts.catalogue import SERVICES

_ROOT_USER = "root"
Keep = Callable[[Process], Process]


@dataclass(frozen=True)
class Servers:
    """How everybody reaches the servers: operators (who may do all) and each service."""

    mongo_uri: str
    amqp_uri: str
    mongo_uris: Mapping[str, str]
    amqp_uris: Mapping[str, str]


@dataclass(frozen=True)
class Site:
    """Where the servers of a stack live. ``keep`` starts a process; ``handles`` it inherits."""

    folder: Path
    ports: Mapping[str, int]
    secrets: Mapping[str, str]
    keep: Keep
    handles: tuple[int, ...]

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"


def start(site: Site, mongo_uri: str | None, amqp_uri: str | None) -> Servers:
    """Start what is not given. MongoDB is ready then; RabbitMQ may still be on its way."""
    if not amqp_uri:
        _start_rabbitmq(site)
    if not mongo_uri:
        _start_mongo(site)
    root = _mongo_uri(site, _ROOT_USER, "MONGO_ROOT")
    operator = _amqp_uri(site, users.OPERATOR, "BUS_OPERATOR")
    return Servers(
        mongo_uri=mongo_uri or root,
        amqp_uri=amqp_uri or operator,
        mongo_uris={s: mongo_uri or _mongo_uri(site, s, f"MONGO_{s}") for s in SERVICES},
        amqp_uris={s: amqp_uri or _amqp_uri(site, s, f"BUS_{s}") for s in SERVICES},
    )


def _start_rabbitmq(site: Site) -> None:
    secrets = site.secrets
    everybody = [users.operator(secrets["BUS_OPERATOR"])]
    everybody += [users.service(name, secrets[f"BUS_{name}"]) for name in SERVICES]
    definitions = users.definitions(everybody)
    folder, log = site.folder / "rabbitmq", site.log("rabbitmq")
    broker = rabbitmq.process(folder, log, site.ports, definitions)
    broker.keep_open = site.handles
    site.keep(rabbitmq.port_mapper(site.log("epmd"), site.ports["epmd"]))
    site.keep(broker)


def _start_mongo(site: Site) -> None:
    port, folder = site.ports["mongod"], site.folder / "mongo"
    key_file = keys.key_file(folder, site.secrets["MONGO_KEY"])
    server = mongo.process(folder, site.log("mongod"), port, key_file=key_file)
    server.keep_open = site.handles
    site.keep(server)
    root = (_ROOT_USER, site.secrets["MONGO_ROOT"])
    mongo.make_ready(server, port, root=root)
    mongo.declare_users(port, root, {name: site.secrets[f"MONGO_{name}"] for name in SERVICES})


def _mongo_uri(site: Site, user: str, secret: str) -> str:
    return mongo.uri(site.ports["mongod"], user=user, password=site.secrets[secret])


def _amqp_uri(site: Site, user: str, secret: str) -> str:
    return f"amqp://{user}:{site.secrets[secret]}@127.0.0.1:{site.ports['amqp']}//"
