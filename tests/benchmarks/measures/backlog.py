"""P13: the drain rate with a million events waiting, against ten thousand."""

import time
from collections.abc import Callable
from typing import Any

from kombu import Connection

from deploy.local.embedded import temporary_rabbitmq
from shared.contracts.catalogue import exchange_of
from shared.contracts.envelope import CONTENT_TYPE, EVENTS_A_MESSAGE
from shared.ids import new_id
from shared.messaging import topology
from shared.messaging.publisher import encode
from tests.benchmarks import wire
from tests.benchmarks.bank import HANDLER
from tests.benchmarks.entrants import OURS, PLACE, Missing
from tests.benchmarks.job import attendance, ledger
from tests.benchmarks.result import Result, middle
from tests.benchmarks.verify import credited, faults_in
from tests.benchmarks.wishes import Wishes

KIND = "activities.attendance_recorded"
_PATIENCE_SECONDS = 300.0
_PIECE = 50_000
_TURNS = 2
"""Times either drains in a round: a second of work is soon disturbed."""


def measure(wishes: Wishes) -> list[Result]:
    """Ten thousand credits from each backlog in turn, on fresh ledgers.

    The million waits in a broker of its own, so that it is poured once: each round takes its first
    events, and it stays a million but for those.
    """
    few, many = wishes.size(10_000, 2_000), wishes.size(1_000_000, 20_000)
    rounds: list[dict[str, Any]] = []
    wishes.screen.expect(many // _PIECE + 2 * _TURNS * wishes.rounds)
    with temporary_rabbitmq() as crowded:
        _pour(wishes, crowded, 0, many)
        for number in range(_TURNS * wishes.rounds):
            wishes.feel_pace()
            _pour(wishes, wishes.parts.amqp_uri, number * few, few)
            small, few_faults = _drain(wishes, wishes.parts.amqp_uri, few)
            large, many_faults = _drain(wishes, crowded, few)
            faults = [*few_faults, *many_faults]
            wishes.say(f"{few:,} waiting {small:,.0f}/s, {many:,} waiting {large:,.0f}/s {faults}")
            rounds.append({"ours": large, "other": small, "faults": faults})
    value = middle([one["ours"] / one["other"] for one in rounds])
    exact = not any(one["faults"] for one in rounds)
    return [
        Result(
            "P13", "≥ 0.8", "times", round(value, 3),
            middle([one["ours"] for one in rounds]), middle([one["other"] for one in rounds]),
            rounds, exact, f"{many:,} events waiting against {few:,}",
        )
    ]  # fmt: skip


def _pour(wishes: Wishes, amqp_uri: str, first: int, count: int) -> None:
    """Have exactly these events wait."""
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        connection.default_channel.queue_purge(HANDLER)
    for start in range(first, first + count, _PIECE):
        numbers = range(start, min(start + _PIECE, first + count))
        events = [attendance(number) for number in numbers]
        lots = [
            encode(events[at : at + EVENTS_A_MESSAGE])
            for at in range(0, len(events), EVENTS_A_MESSAGE)
        ]
        wire.publish(amqp_uri, exchange_of(KIND), KIND, lots, content_type=CONTENT_TYPE, window=100)
        if count > _PIECE:
            wishes.say(f"{numbers[-1] + 1 - first:,} wait")
        wishes.screen.step()


def _drain(wishes: Wishes, amqp_uri: str, count: int) -> tuple[float, list[str]]:
    """Credits a second over the first ``count`` of what waits, and what is wrong afterwards."""
    name = f"bench_backlog_{new_id()}"
    books = ledger(wishes.parts.mongo_uri, name)
    worker = wishes.parts.start(PLACE + OURS, "consume", MONGO_DATABASE=name, AMQP_URI=amqp_uri)
    try:
        _until(lambda: credited(books) > 0, worker.poll)
        first, started = credited(books), time.perf_counter()
        _until(lambda: credited(books) >= count, worker.poll)
        seconds = time.perf_counter() - started
        done = credited(books)
        worker.terminate()  # in the middle of it: the books must be right all the same
        worker.wait(timeout=60)
        wishes.screen.step()
        return (done - first) / seconds, faults_in(books)
    finally:
        wishes.parts.end(worker)
        books.client.drop_database(name)
        books.client.close()


def _until(condition: Callable[[], bool], ended: Callable[[], int | None]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if ended() is not None:
            raise Missing(f"the worker ended with {ended()}; its log says why")
        if time.monotonic() > end:
            raise RuntimeError("the backlog is not drained")
        time.sleep(0.005)
