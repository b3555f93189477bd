"""Queues and dead letters, on a real broker."""

import json

import pytest
from kombu import Connection

from deploy.verify import bus
from shared.messaging import dead_letters, topology
from shared.messaging.publisher import Publisher

HANDLER = "hours.credit_attendance"
POISON = json.dumps({"id": "0" * 24, "type": "nonsense"})


@pytest.fixture
def broker(amqp_uri: str) -> str:
    with Connection(amqp_uri) as connection:
        for name in topology.declare(connection):
            for queue in (name, dead_letters.dead_letters_of(name)):
                connection.default_channel.queue_purge(queue)
    return amqp_uri


def test_a_quiet_bus_has_no_findings(broker: str) -> None:
    assert bus.heard(broker) == []
    assert bus.buried(broker, {}) == []


def test_a_waiting_message_is_found(broker: str) -> None:
    with Connection(broker) as connection:
        Publisher(connection).publish([("", HANDLER, b"[]", {})])
    assert [one.what for one in bus.heard(broker)] == [f"1 messages wait in {HANDLER}"]


def test_dead_letters_must_be_exactly_the_poison(broker: str) -> None:
    dead_letters.bury(Connection(broker), HANDLER, [(POISON, "breaks"), (b"{", "not JSON")])
    assert bus.buried(broker, {HANDLER: ["0" * 24, "{"]}) == []
    assert [one.what for one in bus.buried(broker, {HANDLER: ["{"]})] == [
        f"dead letter of {HANDLER}: {'0' * 24} (breaks)"
    ]
    lost = bus.buried(broker, {HANDLER: ["0" * 24, "{", "1" * 24]})
    assert [one.what for one in lost] == [
        f"poison {'1' * 24} is not among the dead letters of {HANDLER}"
    ]
    assert len(bus.buried(broker, {HANDLER: ["0" * 24, "{"]})) == 0  # reading left them there
