"""Dramatiq: one message an event, one idempotent transaction each."""

import os
import sys
from collections.abc import Sequence

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, database, main
from tests.benchmarks.job import Db, credit_one

CHOICES = [{"threads": 4}, {"threads": 8}, {"threads": 32}]

# pika reads the default virtual host only when its slash is quoted
dramatiq.set_broker(RabbitmqBroker(url=AMQP_URI.removesuffix("//") + "/%2F"))
_open: dict[int, Db] = {}


@dramatiq.actor(queue_name="dramatiq_peer", max_retries=20)
def credit(event: Event) -> None:
    if os.getpid() not in _open:
        _open[os.getpid()] = database()
    credit_one(_open[os.getpid()], event)


def consume() -> None:
    module = "tests.benchmarks.contenders.dramatiq_peer"
    threads = str(CHOICE["threads"])
    command = ["-m", "dramatiq", module, "-p", "1", "-t", threads, "--queues", "dramatiq_peer"]
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


def pour(events: Sequence[Event]) -> None:
    for event in events:
        credit.send(event)


if __name__ == "__main__":
    main(consume, pour)
