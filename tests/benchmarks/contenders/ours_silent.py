"""Kindhours with its relay held back: what is written, and nothing of it told to anybody yet.

No rival: it shows what the telling costs, which the peers do not do.
"""

from shared.worker import Parts, run  # isort: skip  (first: it prepares for eventlet)

from dataclasses import replace

from kombu import Connection

from services.hours.worker import build
from shared.messaging import topology
from shared.settings import Settings
from tests.benchmarks.contenders.ours import CHOICES as CHOICES
from tests.benchmarks.contenders.ours import pour
from tests.benchmarks.contenders.program import AMQP_URI, main


def _build(settings: Settings) -> Parts:
    return replace(build(settings), outboxes=())


def consume() -> None:
    with Connection(AMQP_URI) as connection:
        topology.declare(connection)
    run("hours", _build)


if __name__ == "__main__":
    main(consume, pour)
