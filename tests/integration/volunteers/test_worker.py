"""The worker as a process: it publishes what was written and follows moves by itself."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Event
from shared.messaging import topology
from shared.storage import outbox
from tests.integration.volunteers.conftest import House

ROOT = Path(__file__).parents[3]
HEARD_BY = "hours.keep_volunteer"


def until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("the condition did not come true")


@pytest.fixture
def queue(amqp_uri: str) -> Iterator[Any]:
    """The channel of a declared bus; the queue that hears of people is empty."""
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        connection.default_channel.queue_purge(HEARD_BY)
        yield connection.default_channel


@pytest.fixture
def worker(
    house: House, amqp_uri: str, mongo_uri: str, token_keys: tuple[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "MONGO_URI": mongo_uri,
        "MONGO_DATABASE": house.store.database.name,
        "AMQP_URI": amqp_uri,
        "TOKEN_PRIVATE_KEY": token_keys[0],
        "TOKEN_PUBLIC_KEY": token_keys[1],
        "IDENTITY_KEYS": "1:" + base64.b64encode(b"a" * 32).decode(),
        "BLIND_INDEX_KEYS": "1:" + base64.b64encode(b"b" * 32).decode(),
    }
    command = [sys.executable, "-m", "services.volunteers.worker"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    yield running
    if running.poll() is None:
        running.kill()
        running.wait()


def told(house: House) -> list[Event]:
    """Everything that was published."""
    types = [kind for kind in CONTRACTS if kind.startswith("volunteers.")]
    return list(outbox.history(house.store.database, types))


def test_what_was_written_is_published(
    house: House, queue: Any, worker: subprocess.Popen[bytes]
) -> None:
    until(lambda: len(told(house)) == 12)
    assert house.events() == []
    until(lambda: queue.queue_declare(HEARD_BY, passive=True).message_count > 0)
    house.register(name="钱多多")
    until(lambda: any(event["data"].get("name") == "钱多多" for event in told(house)))

    path = f"/organisations/{house.org('东一镇')}"
    house.call("PATCH", path, "root", json={"parent_id": house.org("西区")})
    new = house.store.organisations.get(house.org("东一镇"))["path"]
    until(lambda: house.who("volunteer")["organisation_path"] == new)
    until(lambda: house.who("organiser")["grants"][0]["organisation_path"] == new)

    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0, worker.stderr.read() if worker.stderr else ""
