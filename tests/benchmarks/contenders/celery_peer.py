"""Celery: one task an event, acknowledged late, one idempotent transaction each."""

import os
from collections.abc import Sequence

from celery import Celery

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import credit_one
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, database, main, own_books
from tests.benchmarks.job import Db

CHOICES = [
    {"pool": "threads", "concurrency": 2, "prefetch": 16},
    {"pool": "threads", "concurrency": 4, "prefetch": 8},
    {"pool": "threads", "concurrency": 8, "prefetch": 8},
    {"pool": "prefork", "concurrency": 2, "prefetch": 16},
    {"pool": "prefork", "concurrency": 4, "prefetch": 16},
]

app = Celery("bench", broker=AMQP_URI)
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    task_default_queue="celery_peer",
    worker_prefetch_multiplier=CHOICE.get("prefetch", 4),
    broker_connection_retry_on_startup=True,
)
_open: dict[int, Db] = {}


def _database() -> Db:
    """One client a process: pools must not cross a fork."""
    if os.getpid() not in _open:
        _open[os.getpid()] = database()
    return _open[os.getpid()]


@app.task(name="credit")  # type: ignore[untyped-decorator]
def credit(event: Event) -> None:
    credit_one(_database(), own_books(), event)


def consume() -> None:
    app.worker_main(
        [
            "worker",
            "-P",
            CHOICE["pool"],
            "-c",
            str(CHOICE["concurrency"]),
            "--loglevel=WARNING",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )


def pour(events: Sequence[Event]) -> None:
    with app.producer_pool.acquire(block=True) as producer:
        for event in events:
            credit.apply_async((event,), producer=producer)


if __name__ == "__main__":
    main(consume, pour)
