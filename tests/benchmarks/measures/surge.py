"""P12: twice what the whole system can bear, for a minute: those inside are served."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pymongo import MongoClient

from deploy.local.stack import Stack
from tests.benchmarks.load import Outcome, closed_loop, open_loop
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, percentile
from tests.benchmarks.shift import SECRET, Shift
from tests.benchmarks.wishes import Wishes

_CONNECTIONS = 64
_PHONES = 1_000


def measure(wishes: Wishes) -> list[Result]:
    """Find the capacity, then send twice that, whatever the answers do."""
    keys, seconds = Keys(), max(5.0, 60 * wishes.share)
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
        shift = Shift(database, wishes.size(10_000, 1_000))
        calm = closed_loop(port, shift.requests(keys, "check-ins"), _CONNECTIONS)
        capacity = calm.good / calm.seconds
        crowd = Shift(database, int(capacity * 2 * seconds))
        before = crowd.inside()
        flood = open_loop(port, crowd.requests(keys, "check-ins"), capacity * 2, _PHONES)
        written = crowd.inside() - before
    goodput = flood.good / flood.seconds / capacity
    turned = sum(flood.statuses.get(status, 0) for status in (429, 503))
    told = not flood.without_retry_after and flood.good + turned == crowd.people
    wishes.say(f"capacity {capacity:,.0f}/s; at twice that {goodput:.2f} of it, {turned} sent away")
    return [
        Result(
            "P12",
            "≥ 0.9",
            "goodput at twice the capacity",
            round(goodput, 3),
            flood.good / flood.seconds,
            capacity,
            exact=told and written == flood.good,
            details=_row(flood),
        )
    ]


def _row(flood: Outcome) -> dict[str, Any]:
    return {
        "p99_ms": round(percentile(flood.taken, 0.99) * 1000, 1),
        "statuses": {str(status): count for status, count in flood.statuses.items()},
        "without_retry_after": flood.without_retry_after,
    }
