"""Dramatiq: one message an event, one idempotent transaction each."""

import os
import sys
from collections.abc import Sequence

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import credit_one
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, database, main, own_books
from tests.benchmarks.job import Db

CHOICES = [
    {"processes": 1, "threads": 2, "prefetch": 4},
    {"processes": 1, "threads": 4, "prefetch": 8},
    {"processes": 1, "threads": 8, "prefetch": 64},
    {"processes": 2, "threads": 2, "prefetch": 16},
    {"processes": 2, "threads": 4, "prefetch": 32},
]

# pika reads the default virtual host only when its slash is quoted
dramatiq.set_broker(RabbitmqBroker(url=AMQP_URI.removesuffix("//") + "/%2F"))
_open: dict[int, Db] = {}


@dramatiq.actor(queue_name="dramatiq_peer", max_retries=20)
def credit(event: Event) -> None:
    if os.getpid() not in _open:
        _open[os.getpid()] = database()
    credit_one(_open[os.getpid()], own_books(), event)


def consume() -> None:
    module = "tests.benchmarks.contenders.dramatiq_peer"
    processes, threads = str(CHOICE["processes"]), str(CHOICE["threads"])
    command = ["-m", "dramatiq", module, "-p", processes, "-t", threads, "-Q", "dramatiq_peer"]
    os.environ["dramatiq_queue_prefetch"] = str(CHOICE["prefetch"])  # noqa: SIM112 (its name)
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


def pour(events: Sequence[Event]) -> None:
    for event in events:
        credit.send(event)


if __name__ == "__main__":
    main(consume, pour)
