"""celery-batches: Celery tasks gathered up to a size or an interval, one transaction a batch."""

from collections.abc import Sequence
from typing import Any

from celery import Celery
from celery_batches import Batches

from shared.contracts.envelope import Event
from tests.benchmarks.contenders.books import credit_many
from tests.benchmarks.contenders.program import AMQP_URI, CHOICE, database, main, own_books
from tests.benchmarks.job import Db

CHOICES = [
    {"flush_every": 100, "prefetch": 400},
    {"flush_every": 400, "prefetch": 1600},
    {"flush_every": 1000, "prefetch": 4000},
]

app = Celery("bench_batches", broker=AMQP_URI)
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    task_default_queue="celery_batches_peer",
    worker_prefetch_multiplier=CHOICE.get("prefetch", 400),
    broker_connection_retry_on_startup=True,
)
_open: list[Db] = []


@app.task(  # type: ignore[untyped-decorator]
    name="credit_batch",
    base=Batches,
    flush_every=CHOICE.get("flush_every", 100),
    flush_interval=0.1,
)
def credit(requests: Sequence[Any]) -> None:
    if not _open:
        _open.append(database())
    credit_many(_open[0], own_books(), [request.args[0] for request in requests])


def consume() -> None:
    app.worker_main(
        [
            "worker",
            "-P",
            "threads",
            "-c",
            "1",
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
