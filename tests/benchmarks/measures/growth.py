"""P10, P14: what a credit and a balance cost as the ledger grows to a million journals."""

import time
from typing import Any

from pymongo import MongoClient

from shared.ids import new_id
from tests.benchmarks.bank import Bank
from tests.benchmarks.job import VOLUNTEERS, attendance
from tests.benchmarks.load import closed_loop, request
from tests.benchmarks.measures.rosters import pages
from tests.benchmarks.measures.web import serve
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.verify import faults_in
from tests.benchmarks.wishes import Wishes

_OURS = "services.hours.wsgi:app"
_BATCH = 400
_LOT = 2_000
_LOTS = 8


def marks_of(wishes: Wishes) -> list[int]:
    """The sizes at which cost is taken: three, a power of ten apart in a whole run."""
    top = wishes.size(1_000_000, 20_000)
    return [top // 100, top // 10, top] if top >= 100 * _LOT else [_LOT, top]


def measure(wishes: Wishes) -> list[Result]:
    """Each of what is wanted, on a database of its own."""
    found = []
    if wishes.wanted & {"P10", "P14"}:
        found += _ledger(wishes)
    if "P14-roster" in wishes.wanted:
        found.append(_rosters(wishes))
    return found


def _ledger(wishes: Wishes) -> list[Result]:
    name = f"bench_growth_{new_id()}"
    marks = marks_of(wishes)
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri, w="majority", tz_aware=True) as client:
        cost, credited = _fill(Bank(client[name]), marks, wishes)
        exact = not faults_in(client[name], credited)
        taken = _balances(wishes, name, wishes.size(5_000, 500))
        client.drop_database(name)
    worst = round(max(cost.values()) / min(cost.values()), 3)
    balance = round(percentile(taken, 0.99), 2)
    wishes.say(f"a balance over {credited:,} journals: p99 {balance} ms")
    note = "CPU of ours and of MongoDB for a credit, the dearest size against the cheapest"
    details = {"cpu_us": cost, "journals": credited}
    return [
        Result("P10", "≤ 5", "ms at p99", balance, balance, exact=exact,
               note=f"over HTTP, {credited:,} journals behind it",
               details={"p50": round(middle(taken), 2), "journals": credited}),
        Result("P14", "≤ 1.10", "times", worst, worst, exact=exact, note=note, details=details),
    ]  # fmt: skip


def _fill(bank: Bank, marks: list[int], wishes: Wishes) -> tuple[dict[str, float], int]:
    """CPU microseconds a credit behind each mark, and how many credits there are in the end.

    The cost is the median over lots of 2,000 behind the mark. What a relay would have published by
    then is taken out of the outboxes.
    """
    cost: dict[str, float] = {}
    done = 0
    wishes.screen.expect(marks[-1] // _LOT + _LOTS)
    for mark in marks:
        while done < mark:
            done += _credit(bank, done, wishes)[0]
        found = []
        for _ in range(_LOTS):
            credits_, used = _credit(bank, done, wishes)
            done += credits_
            found.append(used / credits_ * 1e6)
        cost[f"{mark}"] = round(middle(found), 1)
        wishes.say(f"{mark:,} journals: {cost[f'{mark}']} µs of CPU a credit")
    return cost, done


def _credit(bank: Bank, start: int, wishes: Wishes) -> tuple[int, float]:
    """Credit a lot; how many that were and the CPU seconds of this process and of MongoDB."""
    events = [attendance(number) for number in range(start, start + _LOT)]
    before = time.process_time() + wishes.parts.cpu_seconds()
    for first in range(0, len(events), _BATCH):
        if not bank.credit(events[first : first + _BATCH]):
            raise RuntimeError(f"the batch at {start + first} was not credited")
    used = time.process_time() + wishes.parts.cpu_seconds() - before
    journals = bank.database["journals"]
    journals.update_many({"outbox.id": {"$exists": True}}, {"$unset": {"outbox": 1}})
    wishes.screen.step()
    return len(events), used


def _balances(wishes: Wishes, name: str, times: int) -> list[float]:
    """Milliseconds of GET /api/v1/hours/me on one connection, the first tenth left out."""
    keys = Keys()
    people = [keys.headers(f"{number:024x}") for number in range(min(VOLUNTEERS, times))]
    asked = [request("GET", "/api/v1/hours/me", people[n % len(people)]) for n in range(times)]
    server, port = serve(wishes, _OURS, name, keys)
    try:
        outcome = closed_loop(port, asked, 1)
    finally:
        wishes.parts.end(server)
    if outcome.good != times:
        raise RuntimeError(f"balances were answered with {outcome.statuses}")
    return [one * 1000 for one in outcome.taken[times // 10 :]]


def _rosters(wishes: Wishes) -> Result:
    """The dearest page of a roster at each size against the cheapest, as p50."""
    found = pages(wishes, marks_of(wishes))
    worst = round(max(one["p50"] for one in found.values())
                  / min(one["p50"] for one in found.values()), 3)  # fmt: skip
    exact = all(one["rows"] for one in found.values())
    return Result("P14-roster", "", "times", worst, worst, exact=exact,
                  note="a page of 100 at random places of the roster, the median time",
                  details=found)  # fmt: skip
