"""Taskiq: one task an event on asyncio, acknowledged when executed, one transaction each."""

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Any

from taskiq_aio_pika import AioPikaBroker
from taskiq_aio_pika.queue import Queue

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.asynchronous import credit_one
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, main

CHOICES = [
    {"workers": 1, "tasks": 1},
    {"workers": 1, "tasks": 2},
    {"workers": 1, "tasks": 8},
    {"workers": 2, "tasks": 2},
    {"workers": 2, "tasks": 8},
]

broker = AioPikaBroker(
    AMQP_URI, qos=CHOICE.get("tasks", 8), task_queues=[Queue(name="taskiq_peer")]
)


@broker.task(task_name="credit")
async def credit(event: dict[str, Any]) -> None:
    await credit_one(event)


def consume() -> None:
    module = "tests.benchmarks.contenders.taskiq_peer:broker"
    workers, tasks = str(CHOICE["workers"]), str(CHOICE["tasks"])
    command = ["-m", "taskiq", "worker", module, "--workers", workers, "--max-async-tasks", tasks,
               "--ack-type", "when_executed", "--log-level", "WARNING"]  # fmt: skip
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


def pour(events: Sequence[Event]) -> None:
    async def send() -> None:
        await broker.startup()
        for start in range(0, len(events), 100):
            await asyncio.gather(*(credit.kiq(event) for event in events[start : start + 100]))
        await broker.shutdown()

    asyncio.run(send())


if __name__ == "__main__":
    main(consume, pour)
