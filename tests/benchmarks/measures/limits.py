"""What the machine and the machinery give at most, measured in the same run."""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from kombu import Connection, Consumer, Queue
from pymongo import MongoClient

from shared.ids import new_id
from shared.messaging.publisher import Publisher
from tests.benchmarks.job import attendance, credit_of
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

QUEUE = "bench_limits"
BODY = b"x" * 900


def measure(wishes: Wishes) -> list[Result]:
    """The limits are no goals; they stand beside them so that others can judge."""
    uri = wishes.parts.amqp_uri
    sizes: dict[str, tuple[Callable[[int], float], int]] = {
        "fdatasync": (_fdatasync, wishes.size(500, 50)),
        "publish, no confirms": (lambda n: _publish(uri, n, confirm=0), wishes.size(20_000, 2_000)),
        "publish, pipelined confirms": (
            lambda n: _publish(uri, n, confirm=1_000), wishes.size(20_000, 2_000),
        ),
        "publish, one confirm each": (
            lambda n: _publish(uri, n, confirm=1), wishes.size(2_000, 200),
        ),
        "drain": (lambda n: _drain(uri, n), wishes.size(20_000, 2_000)),
        "insert_many of 200, majority": (
            lambda n: _bulk(wishes.parts.mongo_uri, n), wishes.size(50_000, 4_000),
        ),
    }  # fmt: skip
    rounds: list[dict[str, Any]] = []
    for _ in range(wishes.rounds):
        rounds.append({name: round(of(count), 1) for name, (of, count) in sizes.items()})
        wishes.say(", ".join(f"{name} {rate:,.0f}/s" for name, rate in rounds[-1].items()))
    details = {name: middle([one[name] for one in rounds]) for name in sizes}
    return [Result("limits", "≥ 0", "a second", 0, rounds=rounds, exact=True, details=details)]


def _fdatasync(count: int) -> float:
    with tempfile.NamedTemporaryFile() as file:
        started = time.perf_counter()
        for _ in range(count):
            os.write(file.fileno(), BODY)
            os.fdatasync(file.fileno())
        return count / (time.perf_counter() - started)


def _publish(uri: str, count: int, *, confirm: int) -> float:
    """``confirm``: how many are on the way before their confirms are waited for; 0: none are."""
    with Connection(uri) as connection:
        channel: Any = connection.default_channel
        _fresh(channel)
        messages = [("", QUEUE, BODY, {})] * count
        started = time.perf_counter()
        if confirm:
            publisher = Publisher(connection)
            for start in range(0, count, confirm):
                publisher.publish(messages[start : start + confirm])
        else:
            producer = connection.Producer(channel)
            for _ in range(count):
                producer.publish(BODY, routing_key=QUEUE, delivery_mode=2)
        seconds = time.perf_counter() - started
        while channel.queue_declare(QUEUE, passive=True).message_count < count:
            time.sleep(0.02)
    return count / seconds


def _drain(uri: str, count: int) -> float:
    _publish(uri, count, confirm=1_000)
    with Connection(uri) as connection:
        taken: list[Any] = []
        started = time.perf_counter()
        with Consumer(
            connection, [Queue(QUEUE, no_declare=True)], on_message=taken.append,
            prefetch_count=1_000, auto_declare=False,
        ):  # fmt: skip
            while len(taken) < count:
                connection.drain_events(timeout=30)
                if len(taken) % 500 == 0:
                    taken[-1].ack(multiple=True)
        seconds = time.perf_counter() - started
        connection.channel().queue_delete(QUEUE)
    return count / seconds


def _bulk(uri: str, count: int) -> float:
    with MongoClient[dict[str, Any]](uri, w="majority") as client:
        database = client[f"bench_limits_{new_id()}"]
        rows = [credit_of(attendance(number)["data"], 90) for number in range(count)]
        started = time.perf_counter()
        for start in range(0, count, 200):
            database["credits"].insert_many(rows[start : start + 200], ordered=False)
        seconds = time.perf_counter() - started
        client.drop_database(database.name)
    return count / seconds


def _fresh(channel: Any) -> None:
    channel.queue_delete(QUEUE)
    channel.queue_declare(
        QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
    )
