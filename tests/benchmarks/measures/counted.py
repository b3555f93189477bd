"""P8, P9, P11: what can be counted: round trips and bytes a credit, and one hot account."""

import time
from typing import Any

from pymongo import MongoClient, monitoring

from services.hours.store.ledger.chains import RECORD, Chain
from shared.ids import new_id
from tests.benchmarks.bank import Bank
from tests.benchmarks.entrants import OURS
from tests.benchmarks.job import Db, attendance
from tests.benchmarks.race import as_rows, run_lap
from tests.benchmarks.result import Result, middle
from tests.benchmarks.verify import faults_in
from tests.benchmarks.wishes import Wishes

BATCH = 200
_PATIENCE_SECONDS = 120.0


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
        bank = Bank(database)
        counter.commands = 0
        exact = all(
            bank.credit([attendance(number) for number in range(start, start + BATCH)])
            for start in range(0, credits_, BATCH)
        )
        used = counter.commands
        exact &= not faults_in(database, credits_)
        client.drop_database(database.name)
    return used / credits_, exact


def measure(wishes: Wishes) -> list[Result]:
    """The counted figures."""
    ways = {"P8": _trips, "P9": _hot, "P11": _bytes}
    return [way(wishes) for name, way in ways.items() if name in wishes.wanted]


def _trips(wishes: Wishes) -> Result:
    trips, exact = round_trips(wishes.parts.mongo_uri, wishes.size(10_000, 2_000))
    wishes.say(f"{trips:.4f} round trips a credit")
    return Result("P8", "≤ 0.03", "round trips a credit", round(trips, 4), trips, exact=exact)


def _hot(wishes: Wishes) -> Result:
    """One organisation's account that every credit draws on, against twelve."""
    count = wishes.size(20_000, 2_000)
    rounds = []
    wishes.screen.expect(wishes.rounds)
    for _ in range(wishes.rounds):
        hot = run_lap(wishes.parts, OURS, {"organisations": 1}, count)
        spread = run_lap(wishes.parts, OURS, {"organisations": 12}, count)
        wishes.say(f"one hot account {hot.rate:,.0f}/s, spread {spread.rate:,.0f}/s")
        rounds.append(dict(zip(("ours", "other"), as_rows((hot, spread)), strict=True)))
        wishes.screen.step()
    ratio = middle([one["ours"]["rate"] / one["other"]["rate"] for one in rounds])
    return Result(
        "P9", "≥ 0.9", "times", round(ratio, 3),
        middle([one["ours"]["rate"] for one in rounds]),
        middle([one["other"]["rate"] for one in rounds]),
        rounds, not any(one[side]["faults"] for one in rounds for side in one),
        "other: the same credits spread over twelve organisations",
    )  # fmt: skip


def _bytes(wishes: Wishes) -> Result:
    """Bytes on disk for each credit, all collections and indexes of the hour bank."""
    count = wishes.size(50_000, 5_000)
    weights: dict[str, dict[str, int]] = {}
    lap = run_lap(wishes.parts, OURS, {}, count, look=lambda books: weights.update(_weigh(books)))
    each = sum(one["storage"] + one["indexes"] for one in weights.values()) / count
    wishes.say(f"{each:.0f} bytes a credit")
    return Result("P11", "≤ 743", "bytes a credit", round(each), each, exact=not lap.faults,
                  note="after all was told, is in the outbox's history and in public notice",
                  details={"collections": weights, "credits": count})  # fmt: skip


def _weigh(books: Db) -> dict[str, dict[str, int]]:
    """Bytes of each collection, once all is published, in public notice and on disk."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not (_published(books) and _in_notice(books)):
        if time.monotonic() > end:
            raise RuntimeError("the relay or the public notice does not get done")
        time.sleep(0.1)
    books.client.admin.command("fsync")
    found = {one: books.command("collStats", one) for one in books.list_collection_names()}
    return {
        name: {
            "storage": one["storageSize"],
            "indexes": one["totalIndexSize"],
            "documents": one["size"],
        }
        for name, one in found.items()
    }


def _published(books: Db) -> bool:
    return not books["journals"].count_documents({"outbox.id": {"$exists": True}}, hint="outbox")


def _in_notice(books: Db) -> bool:
    """Whether the chore that puts credits in public notice has followed the last page."""
    chain = Chain(RECORD, "0")
    head = books["accounts"].find_one({"_id": chain.key}) or {"number": 0}
    followed = books["followed"].find_one({"_id": chain.name}) or {"page": 0}
    return bool(followed["page"] == head["number"])
