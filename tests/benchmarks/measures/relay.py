"""P5: the outbox relay against nameko's own dispatch, both confirmed, into quorum queues."""

import time
from typing import Any

from kombu import Connection
from nameko.standalone.events import event_dispatcher
from pymongo import MongoClient

from shared.contracts.catalogue import HEARS
from shared.ids import new_id
from shared.messaging import topology
from shared.relay import Relay
from shared.storage import kernel, outbox
from tests.benchmarks.job import attendance
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

STOCK_QUEUE = "bench_stock_dispatch"


def measure(wishes: Wishes) -> list[Result]:
    """Interleaved rounds of both."""
    uri = wishes.parts.amqp_uri
    count, few = wishes.size(50_000, 2_000), wishes.size(5_000, 500)
    rounds = []
    wishes.screen.expect(wishes.rounds)
    for number in range(wishes.rounds):
        ours, arrived = _relay(wishes.parts.mongo_uri, uri, count)
        stock, stock_arrived = _dispatch(uri, few)
        wishes.say(f"round {number + 1}: relay {ours:,.0f}/s, nameko's dispatch {stock:,.0f}/s")
        exact = arrived == count and stock_arrived == few
        rounds.append({"ours": ours, "other": stock, "exact": exact})
        wishes.screen.step()
    value = middle([one["ours"] / one["other"] for one in rounds])
    return [
        Result(
            "P5",
            "≥ 15",
            "times",
            round(value, 2),
            middle([one["ours"] for one in rounds]),
            middle([one["other"] for one in rounds]),
            rounds,
            all(one["exact"] for one in rounds),
        )
    ]


def _relay(mongo_uri: str, amqp_uri: str, count: int) -> tuple[float, int]:
    """Events a second from the outbox to the confirmed, remembered and cleared; and how many."""
    with MongoClient[dict[str, Any]](mongo_uri, w="majority", tz_aware=True) as client:
        database = client[f"bench_relay_{new_id()}"]
        kernel.prepare(database)
        records = database["sign_ups"]
        records.create_indexes([outbox.outbox_index()])
        for start in range(0, count, 5_000):
            some = range(start, min(start + 5_000, count))
            records.insert_many([{"_id": n, "outbox": outbox.seal([attendance(n)])} for n in some])
        with Connection(amqp_uri) as connection:
            topology.declare(connection)
            for handler in HEARS:
                connection.default_channel.queue_purge(handler)
        relay = Relay(database, ["sign_ups"], lambda: Connection(amqp_uri), idle_seconds=0.01)
        started = time.perf_counter()
        moved = 0
        while moved < count:
            moved += relay.pump()
        seconds = time.perf_counter() - started
        kept = sum(1 for _ in outbox.history(database, [attendance(0)["type"]]))
        client.drop_database(database.name)
    return count / seconds, kept


def _dispatch(uri: str, count: int) -> tuple[float, int]:
    """The same events by nameko's dispatcher with its confirms."""
    with Connection(uri) as connection:
        channel = connection.default_channel
        channel.exchange_declare("activities.events", "topic", durable=True, auto_delete=False)
        channel.queue_delete(STOCK_QUEUE)
        channel.queue_declare(
            STOCK_QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
        )
        channel.queue_bind(STOCK_QUEUE, "activities.events", "attendance_recorded")
        dispatch = event_dispatcher({"AMQP_URI": uri}, use_confirms=True)
        events = [attendance(number) for number in range(count)]
        started = time.perf_counter()
        for event in events:
            dispatch("activities", "attendance_recorded", event)
        seconds = time.perf_counter() - started
        arrived = channel.queue_purge(STOCK_QUEUE)
        channel.queue_delete(STOCK_QUEUE)
    return count / seconds, int(arrived)
