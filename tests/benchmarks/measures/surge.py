"""P12: twice what the whole system can bear, for a minute: those inside are served."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pymongo import MongoClient

from deploy.local.stack import Stack
from tests.benchmarks.load import Outcome, closed_loop, open_loop
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.shift import SECRET, Shift
from tests.benchmarks.wishes import Wishes

_CONNECTIONS = 64
_PHONES = 1_000


def measure(wishes: Wishes) -> list[Result]:
    """Find the capacity, then send twice that, whatever the answers do."""
    keys = Keys()
    environment = {
        "TOKEN_PUBLIC_KEY": keys.public,
        "CODE_SECRET": SECRET,
        "CODE_SECONDS": "3600",
    }
    with (
        tempfile.TemporaryDirectory(prefix="kindhours-bench-") as folder,
        Stack(Path(folder), environment=environment) as stack,
        MongoClient[dict[str, Any]](stack.run.mongo_uri, tz_aware=True) as client,
    ):
        port = int(urlsplit(stack.url).port or 0)
        database = client["kindhours_activities"]
        rounds = [_calm(wishes, Shift(database, wishes.size(10_000, 1_000)), keys, port)
                  for _ in range(wishes.rounds)]  # fmt: skip
        capacity = middle([one["rate"] for one in rounds])
        whole = Result("P6-whole", "≥ 900", "check-ins/s", round(capacity, 1), capacity,
                       rounds=rounds, exact=all(one["exact"] for one in rounds),
                       note="every service, MongoDB, RabbitMQ, nginx and the load on this machine",
                       )  # fmt: skip
        if "P12" not in wishes.wanted:
            return [whole]
        return [whole, _flood(wishes, database, keys, port, capacity)]


def _calm(wishes: Wishes, shift: Shift, keys: Keys, port: int) -> dict[str, Any]:
    outcome = closed_loop(port, shift.requests(keys, "check-ins"), _CONNECTIONS)
    rate = round(outcome.good / outcome.seconds, 1)
    p99 = round(percentile(outcome.taken, 0.99) * 1000, 1)
    wishes.say(f"{rate:,.0f} check-ins a second with everything on this machine, p99 {p99} ms")
    exact = outcome.good == shift.people == shift.inside()
    return {"rate": rate, "p99_ms": p99, "exact": exact}


def _flood(wishes: Wishes, database: Any, keys: Keys, port: int, capacity: float) -> Result:
    seconds = max(5.0, 60 * wishes.share)
    crowd = Shift(database, int(capacity * 2 * seconds))
    flood = open_loop(port, crowd.requests(keys, "check-ins"), capacity * 2, _PHONES)
    goodput = flood.good / flood.seconds / capacity
    turned = sum(flood.statuses.get(status, 0) for status in (429, 503))
    told = not flood.without_retry_after and flood.good + turned == crowd.people
    wishes.say(f"capacity {capacity:,.0f}/s; at twice that {goodput:.2f} of it, {turned} sent away")
    return Result(
        "P12", "≥ 0.9", "of the capacity", round(goodput, 3), flood.good / flood.seconds,
        capacity, exact=told and crowd.inside() == flood.good,
        note=f"goodput over {seconds:.0f} s; {turned:,} of {crowd.people:,} sent away with "
             "Retry-After",
        details=_row(flood),
    )  # fmt: skip


def _row(flood: Outcome) -> dict[str, Any]:
    return {
        "p99_ms": round(percentile(flood.taken, 0.99) * 1000, 1),
        "statuses": {str(status): count for status, count in flood.statuses.items()},
        "without_retry_after": flood.without_retry_after,
    }
