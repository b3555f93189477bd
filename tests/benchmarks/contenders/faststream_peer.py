"""FastStream: one message an event on asyncio, one idempotent transaction each."""

import asyncio
import multiprocessing
from collections.abc import Sequence
from typing import Any

from faststream import FastStream
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.asynchronous import credit_one
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, main

CHOICES = [
    {"workers": 1, "prefetch": 1},
    {"workers": 1, "prefetch": 2},
    {"workers": 1, "prefetch": 8},
    {"workers": 2, "prefetch": 2},
    {"workers": 2, "prefetch": 8},
]
QUEUE = RabbitQueue("faststream_peer", durable=True)


def consume() -> None:
    """As many processes as its own ``--workers`` would start."""
    spawn = multiprocessing.get_context("spawn")
    for _ in range(CHOICE["workers"] - 1):
        spawn.Process(target=_serve, daemon=True).start()
    _serve()


def _serve() -> None:
    broker = RabbitBroker(AMQP_URI, default_channel=Channel(prefetch_count=CHOICE["prefetch"]))

    @broker.subscriber(QUEUE)
    async def credit(event: dict[str, Any]) -> None:
        await credit_one(event)

    asyncio.run(FastStream(broker).run())


def pour(events: Sequence[Event]) -> None:
    async def send() -> None:
        async with RabbitBroker(AMQP_URI) as broker:
            await broker.declare_queue(QUEUE)
            for start in range(0, len(events), 100):
                some = events[start : start + 100]
                await asyncio.gather(
                    *(broker.publish(event, QUEUE, persist=True) for event in some)
                )

    asyncio.run(send())


if __name__ == "__main__":
    main(consume, pour)
