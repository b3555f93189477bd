"""P10, P14: what a credit and a balance cost as the ledger grows to a million journals."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
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
_LOTS = 12
Cost = dict[str, float]


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
        cost, small, credited = _fill(Bank(client[name]), marks, wishes)
        exact = not faults_in(client[name], credited)
        taken = _balances(wishes, name, wishes.size(5_000, 500))
        client.drop_database(name)
    times = {size: round(cost[size] / small[size], 3) for size in cost}
    worst = max(times.values())
    balance = round(percentile(taken, 0.99), 2)
    wishes.say(f"a balance over {credited:,} journals: p99 {balance} ms")
    note = "CPU of ours and of MongoDB for a credit, the dearest size against a ledger of "
    note += f"{marks[0]:,} that was credited in turn with it"
    details = {"cpu_us": cost, "beside_us": small, "times": times, "journals": credited}
    return [
        Result("P10", "≤ 5", "ms at p99", balance, balance, exact=exact,
               note=f"over HTTP, {credited:,} journals behind it",
               details={"p50": round(middle(taken), 2), "journals": credited}),
        Result("P14", "≤ 1.10", "times", worst, worst, exact=exact, note=note, details=details),
    ]  # fmt: skip


def _fill(bank: Bank, marks: list[int], wishes: Wishes) -> tuple[Cost, Cost, int]:
    """CPU microseconds a credit behind each mark, those of a small ledger meanwhile, and how many
    credits there are in the end.

    The machine is not as quick in one minute as in another: at each mark a ledger of the first
    mark's size is filled anew and credited in turn with the large one, lot by lot. A cost is the
    median over its lots.
    """
    cost, small = Cost(), Cost()
    done = 0
    wishes.screen.expect((marks[-1] + len(marks) * marks[0]) // _LOT + 2 * len(marks) * _LOTS)
    for mark in marks:
        done = _until(bank, done, mark, wishes)
        with _another(bank) as other:
            sides = ((bank, done), (other, _until(other, 0, marks[0], wishes)))
            found: tuple[list[float], list[float]] = ([], [])
            for lot in range(_LOTS):
                for side in (0, 1) if lot % 2 else (1, 0):
                    one, start = sides[side]
                    found[side].append(_credit(one, start + lot * _LOT, wishes))
        done += _LOTS * _LOT
        cost[f"{mark}"], small[f"{mark}"] = (round(middle(one), 1) for one in found)
        wishes.say(f"{mark:,} journals: {cost[f'{mark}']} µs of CPU a credit, "
                   f"in turn with {marks[0]:,}: {small[f'{mark}']}")  # fmt: skip
    return cost, small, done


@contextmanager
def _another(bank: Bank) -> Iterator[Bank]:
    """A ledger beside this one, for a while."""
    database = bank.database.client[f"bench_small_{new_id()}"]
    try:
        yield Bank(database)
    finally:
        bank.database.client.drop_database(database)


def _until(bank: Bank, done: int, mark: int, wishes: Wishes) -> int:
    """Credit lot by lot until there are as many as ``mark`` says; how many there are."""
    while done < mark:
        _credit(bank, done, wishes)
        done += _LOT
    return done


def _credit(bank: Bank, start: int, wishes: Wishes) -> float:
    """Credit a lot; CPU microseconds a credit of this process and of MongoDB. What a relay would
    have published by then is taken out of the outboxes."""
    events = [attendance(number) for number in range(start, start + _LOT)]
    before = time.process_time() + wishes.parts.cpu_seconds()
    for first in range(0, len(events), _BATCH):
        if not bank.credit(events[first : first + _BATCH]):
            raise RuntimeError(f"the batch at {start + first} was not credited")
    used = time.process_time() + wishes.parts.cpu_seconds() - before
    journals = bank.database["journals"]
    journals.update_many({"outbox.id": {"$exists": True}}, {"$unset": {"outbox": 1}})
    wishes.screen.step()
    return used / len(events) * 1e6


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
