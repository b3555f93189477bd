"""P12: twice what the whole system can bear, for a minute: those inside are served."""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from pymongo import MongoClient

from deploy.local.stack import Stack
from tests.benchmarks.load import Outcome, closed_loop, open_loop
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.shift import SECRET, Shift
from tests.benchmarks.wishes import Wishes

Shares = dict[str, float]
"""Cores that the load (python), nginx, gunicorn and the others kept busy, by their names."""
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

        def calm() -> list[dict[str, Any]]:
            size = wishes.size(10_000, 1_000)
            return [_calm(wishes, Shift(database, size), keys, port) for _ in range(wishes.rounds)]

        before = calm()
        if "P12" not in wishes.wanted:
            return [_whole(before)]
        flood, crowd, shares = _flood(wishes, database, keys, port, 2 * _rate(before))
        rounds = before + calm()
        p12 = _goodput(wishes, flood, crowd, _rate(rounds))
        p12.details["cores"] = shares
        return [_whole(rounds), p12]


def _calm(wishes: Wishes, shift: Shift, keys: Keys, port: int) -> dict[str, Any]:
    requests, used = shift.requests(keys, "check-ins"), _cpu()
    outcome = closed_loop(port, requests, _CONNECTIONS)
    shares = _shares(used, outcome)
    rate = round(outcome.good / outcome.seconds, 1)
    p99 = round(percentile(outcome.taken, 0.99) * 1000, 1)
    wishes.say(f"{rate:,.0f} check-ins a second with everything on this machine, p99 {p99} ms")
    exact = outcome.good == shift.people == shift.inside()
    return {"rate": rate, "p99_ms": p99, "exact": exact, "cores": shares}


def _cpu() -> dict[str, float]:
    """CPU seconds so far by program; the load's are this process's."""
    found: defaultdict[str, float] = defaultdict(float)
    me = psutil.Process()
    for one in (me, *me.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            words = " ".join(one.cmdline()[:4])
            name = "gunicorn" if "gunicorn" in words else one.name()
            found["the load" if one == me else name] += sum(one.cpu_times()[:2])
    return found


def _shares(before: dict[str, float], outcome: Outcome) -> Shares:
    now = _cpu()
    used = {name: (now[name] - before.get(name, 0.0)) / outcome.seconds for name in now}
    return {name: round(cores, 2) for name, cores in used.items() if cores >= 0.01}


def _rate(rounds: Sequence[dict[str, Any]]) -> float:
    return middle([one["rate"] for one in rounds])


def _whole(rounds: list[dict[str, Any]]) -> Result:
    capacity = _rate(rounds)
    return Result(
        "P6-whole", "≥ 900", "check-ins/s", round(capacity, 1), capacity,
        rounds=rounds, exact=all(one["exact"] for one in rounds),
        note="every service, MongoDB, RabbitMQ, nginx and the load on this machine",
    )  # fmt: skip


def _flood(
    wishes: Wishes, database: Any, keys: Keys, port: int, rate: float
) -> tuple[Outcome, Shift, Shares]:
    crowd = Shift(database, int(rate * max(5.0, 60 * wishes.share)))
    requests, used = crowd.requests(keys, "check-ins"), _cpu()
    outcome = open_loop(port, requests, rate, _PHONES)
    return outcome, crowd, _shares(used, outcome)


def _goodput(wishes: Wishes, flood: Outcome, crowd: Shift, capacity: float) -> Result:
    """``capacity``: before and after the flood, for the pace of a shared machine changes."""
    goodput = flood.good / flood.seconds / capacity
    turned = sum(flood.statuses.get(status, 0) for status in (429, 503))
    told = not flood.without_retry_after and flood.good + turned == crowd.people
    wishes.say(f"of a capacity of {capacity:,.0f}/s {goodput:.2f} is served, {turned} sent away")
    return Result(
        "P12", "≥ 0.9", "of the capacity", round(goodput, 3), flood.good / flood.seconds,
        capacity, exact=told and crowd.inside() == flood.good,
        note=f"goodput over {flood.seconds:.0f} s; {turned:,} of {crowd.people:,} sent away with "
             "Retry-After",
        details=_row(flood),
    )  # fmt: skip


def _row(flood: Outcome) -> dict[str, Any]:
    return {
        "p99_ms": round(percentile(flood.taken, 0.99) * 1000, 1),
        "statuses": {str(status): count for status, count in flood.statuses.items()},
        "without_retry_after": flood.without_retry_after,
    }
