"""An embedded MongoDB: a real mongod from its wheel, as a replica set of one on loopback."""

import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.processes import Process, wait_until

REPLICA_SET = "kindhours"


def binary() -> Path:
    """Where the wheel put mongod. FileNotFoundError says what to do without it."""
    found = Path(sysconfig.get_path("purelib")) / "fiftyone/db/bin/mongod"
    if not found.exists():
        raise FileNotFoundError(f"no mongod in {found.parent}: run `make setup` or set MONGO_URI")
    return found


def process(
    folder: Path, log: Path, port: int, *, key_file: Path | None = None, cache: str = "0.25"
) -> Process:
    """mongod over ``folder``/data; with a key file, everybody has to sign in.

    ``cache``: gigabytes of what it read and wrote that it keeps at hand.
    """
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    parameters = {
        # A killed worker leaves its transaction open; nobody waits the usual minute for it.
        "transactionLifetimeLimitSeconds": "8",
        "shutdownTimeoutMillisForSignaledShutdown": "100",
        "diagnosticDataCollectionEnabled": "false",
    }
    command: list[str | Path] = [binary(), "--dbpath", data, "--port", str(port)]
    command += ["--bind_ip", "127.0.0.1", "--nounixsocket", "--replSet", REPLICA_SET]
    # mongod 6.0.5 reads memory it should not when it unpacks (CVE-2025-14847).
    command += ["--networkMessageCompressors", "disabled"]
    command += ["--wiredTigerCacheSizeGB", cache, "--oplogSize", "512", "--quiet"]
    for name, value in parameters.items():
        command += ["--setParameter", f"{name}={value}"]
    if key_file is not None:
        command += ["--keyFile", key_file]
    return Process("mongod", command, log)


def uri(port: int, *, user: str = "", password: str = "", database: str = "") -> str:
    """A connection string for one user of the embedded server (users live in ``admin``)."""
    sign_in = f"{user}:{password}@" if user else ""
    source = "&authSource=admin" if user else ""
    return f"mongodb://{sign_in}127.0.0.1:{port}/{database}?replicaSet={REPLICA_SET}{source}"


def make_ready(
    server: Process, port: int, *, root: tuple[str, str] | None = None, durable: bool = True
) -> None:
    """Wait for mongod; found its replica set and the ``root`` (name, password) when it is new.

    Not ``durable``: a set founded now answers before its journal is on the disk.
    """
    with _direct(port) as client:
        wait_until(lambda: _found_set(client, port, durable), server)
        if not _is_primary(client):
            _follow_port(port, root)
        wait_until(lambda: _is_primary(client), server)
        if root is not None:
            _create_root(client, *root)


def declare_users(port: int, root: tuple[str, str], services: Mapping[str, str]) -> None:
    """One user for each service (name -> password), who reaches ``kindhours_<name>`` only."""
    with _direct(port, root) as client:
        known = {user["user"] for user in client.admin.command("usersInfo")["users"]}
        for name, password in services.items():
            verb = "updateUser" if name in known else "createUser"
            roles = [{"role": "readWrite", "db": f"kindhours_{name}"}]
            client.admin.command(verb, name, pwd=password, roles=roles)


def _direct(port: int, root: tuple[str, str] | None = None) -> MongoClient[dict[str, Any]]:
    user, password = root or (None, None)
    return MongoClient(
        "127.0.0.1",
        port,
        directConnection=True,
        username=user,
        password=password,
        serverSelectionTimeoutMS=1_000,
    )


def _found_set(client: MongoClient[dict[str, Any]], port: int, durable: bool) -> bool:
    """Whether the server answers; founds the set at the first answer of a new one."""
    wanted = {
        "_id": REPLICA_SET,
        "members": [{"_id": 0, "host": f"127.0.0.1:{port}"}],
        "writeConcernMajorityJournalDefault": durable,
    }
    try:
        client.admin.command("replSetInitiate", wanted)
    except OperationFailure:  # founded earlier, or it asks us to sign in: then it is, too
        return True
    except PyMongoError:
        return False
    return True


def _is_primary(client: MongoClient[dict[str, Any]]) -> bool:
    return bool(client.admin.command("hello")["isWritablePrimary"])


def _follow_port(port: int, root: tuple[str, str] | None) -> None:
    """Tell a set founded on another port that it is here now."""
    here = f"127.0.0.1:{port}"
    with _direct(port, root) as client:
        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure:  # a new server has no root yet
            return
        if config["members"][0]["host"] != here:
            config["members"][0]["host"] = here
            client.admin.command("replSetReconfig", config, force=True)


def _create_root(client: MongoClient[dict[str, Any]], name: str, password: str) -> None:
    """MongoDB lets the first user be created from loopback without signing in, and no second."""
    try:
        client.admin.command("createUser", name, pwd=password, roles=["root"])
    except OperationFailure:
        return
