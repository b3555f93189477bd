"""P8, P9, P11: what can be counted: round trips and bytes a credit, and one hot account."""

import os
from collections.abc import Callable
from typing import Any

from pymongo import MongoClient, monitoring

from services.hours.consumers import handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.clock import system_clock
from shared.ids import new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done
from tests.benchmarks.job import attendance
from tests.benchmarks.race import OWN_BOOKS, as_row, run_lap
from tests.benchmarks.result import Result, middle
from tests.benchmarks.wishes import Wishes

HANDLER = "hours.credit_attendance"
BATCH = 200


class Counter(monitoring.CommandListener):
    """Counts the commands that go to MongoDB."""

    def __init__(self) -> None:
        self.commands = 0

    def started(self, _: monitoring.CommandStartedEvent) -> None:
        self.commands += 1

    def succeeded(self, _: monitoring.CommandSucceededEvent) -> None:
        """Not counted."""

    def failed(self, _: monitoring.CommandFailedEvent) -> None:
        """Not counted."""


def round_trips(mongo_uri: str, credits_: int) -> tuple[float, bool]:
    """Commands a credit in batches of 200, and whether all were credited. No clock in it."""
    counter = Counter()
    with MongoClient[dict[str, Any]](
        mongo_uri, w="majority", tz_aware=True, event_listeners=[counter]
    ) as client:
        database = client[f"bench_counted_{new_id()}"]
        store = Store(database)
        store.prepare()
        handler = handlers(store, system_clock, settings=HoursSettings(), timezone="Asia/Shanghai")[
            HANDLER
        ]
        counter.commands = 0
        exact = True
        for start in range(0, credits_, BATCH):
            events = [attendance(number) for number in range(start, start + BATCH)]
            exact &= settle(HANDLER, handler, events, database) == [Done()] * BATCH
        used = counter.commands
        exact &= database["journals"].count_documents({}) == credits_
        client.drop_database(database.name)
    return used / credits_, exact


def measure(wishes: Wishes) -> list[Result]:
    """The counted figures."""
    os.environ.setdefault("TIMEZONE", "Asia/Shanghai")
    count = wishes.size(10_000, 2_000)
    trips, exact = round_trips(wishes.parts.mongo_uri, count)
    p8 = Result("P8", "≤ 0.03", "round trips a credit", round(trips, 4), trips, exact=exact)
    wishes.say(f"{trips:.4f} round trips a credit")
    return [p8, _hot(wishes), _bytes(wishes)]


def _hot(wishes: Wishes) -> Result:
    """One organisation's account that every credit draws on, against twelve."""
    count = wishes.size(20_000, 2_000)
    rounds = []
    for _ in range(wishes.rounds):
        hot = run_lap(wishes.parts, "ours", {"organisations": 1}, count)
        spread = run_lap(wishes.parts, "ours", {"organisations": 12}, count)
        wishes.say(f"one hot account {hot.rate:,.0f}/s, spread {spread.rate:,.0f}/s")
        rounds.append({"ours": as_row(hot), "other": as_row(spread)})
    ratio = middle([one["ours"]["rate"] / one["other"]["rate"] for one in rounds])
    return Result(
        "P9", "≥ 0.9", "times", round(ratio, 3),
        middle([one["ours"]["rate"] for one in rounds]),
        middle([one["other"]["rate"] for one in rounds]),
        rounds, not any(one[side]["faults"] for one in rounds for side in one),
    )  # fmt: skip


def _bytes(wishes: Wishes) -> Result:
    """Bytes on disk for each credit, all collections and indexes of the hour bank."""
    count = wishes.size(50_000, 5_000)
    name = f"bench_bytes_{new_id()}"
    lap = run_lap(wishes.parts, OWN_BOOKS[0], {}, count, database=name)
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri) as client:
        _settled(client, name)
        by = {
            one: client[name].command("collStats", one)
            for one in client[name].list_collection_names()
        }
        client.drop_database(name)
    sizes = {one: stats["storageSize"] + stats["totalIndexSize"] for one, stats in by.items()}
    each = sum(sizes.values()) / count
    wishes.say(f"{each:.0f} bytes a credit")
    details = {one: {"storage": stats["storageSize"], "indexes": stats["totalIndexSize"],
                     "documents": stats["size"]} for one, stats in by.items()}  # fmt: skip
    return Result("P11", "≤ 743", "bytes a credit", round(each), each, exact=not lap.faults,
                  details=details)  # fmt: skip


def _settled(client: MongoClient[dict[str, Any]], name: str) -> None:
    """Have everything on disk, and the outbox published, before it is weighed."""
    wait: Callable[[], int] = lambda: client[name]["journals"].count_documents(  # noqa: E731
        {"outbox.id": {"$exists": True}}, hint="outbox"
    )
    for _ in range(600):
        if not wait():
            break
    client.admin.command("fsync")
