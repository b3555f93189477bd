"""Exchanges, queues and bindings, made from the catalogue and declared before anything publishes.

Each handler has a quorum queue of its name and a quorum queue ``.dead`` behind it. A queue that
is full refuses (the outbox waits), nothing is dropped.
"""

from typing import Any

from kombu import Connection, Exchange, Queue, binding
from kombu.transport.base import StdChannel

from shared.contracts.catalogue import HEARS, SERVICES, dead_letters_of, exchange_of

LONGEST_QUEUE_MESSAGES = 1_000_000


def exchange(service: str) -> Exchange:
    """The topic exchange ``service`` publishes to; the routing key is the event's type."""
    return Exchange(f"{service}.events", type="topic", durable=True)


def dead_exchange(service: str) -> Exchange:
    """Where ``service`` buries. The default exchange would let it speak to any queue."""
    return Exchange(f"{service}.dead", type="direct", durable=True)


def queue_of(handler: str) -> Queue:
    """The queue of one handler with all its bindings."""
    bindings = [
        binding(exchange(exchange_of(kind.type).split(".")[0]), routing_key=kind.type)
        for kind in HEARS[handler]
    ]
    # By this one its service sends dead letters to it again.
    bindings.append(binding(dead_exchange(handler.split(".", 1)[0]), routing_key=handler))
    return Queue(handler, bindings=bindings, queue_arguments=_work_arguments(handler))


def dead_queue_of(handler: str) -> Queue:
    """The queue that keeps the handler's dead letters until somebody decides."""
    name = dead_letters_of(handler)
    bound = binding(dead_exchange(handler.split(".", 1)[0]), routing_key=name)
    return Queue(name, bindings=[bound], queue_arguments={"x-queue-type": "quorum"})


def _work_arguments(handler: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": dead_letters_of(handler),
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length": LONGEST_QUEUE_MESSAGES,
    }


def declare(connection: Connection) -> list[str]:
    """Declare all exchanges, queues and bindings; returns the handlers' names. Repeatable.

    Raises amqp.PreconditionFailed when a queue stands there with other arguments.
    """
    channel: StdChannel = connection.channel()
    try:
        for service in SERVICES:
            exchange(service)(channel).declare()
            dead_exchange(service)(channel).declare()
        for handler in HEARS:
            dead_queue_of(handler)(channel).declare()
            queue_of(handler)(channel).declare()
    finally:
        channel.close()
    return list(HEARS)
