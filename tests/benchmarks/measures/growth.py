"""P10, P13, P14: how cost grows with the ledger and the backlog, and how quick reads stay."""

import time
from typing import Any

from flask.testing import FlaskClient
from pymongo import MongoClient

from services.hours.consumers import handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.wsgi import create
from shared.clock import system_clock
from shared.ids import new_id
from shared.messaging.batch import settle
from shared.settings import Settings
from tests.benchmarks.job import attendance
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.wishes import Wishes

HANDLER = "hours.credit_attendance"
BATCH = 400
_WINDOW = 4_000


def measure(wishes: Wishes) -> list[Result]:
    """Fill a ledger to a million (less in a quick run), weighing it on the way."""
    top = wishes.size(1_000_000, 10_000)
    marks = sorted({mark for mark in (10_000, 100_000, top) if mark <= top})
    name = f"bench_growth_{new_id()}"
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri, w="majority", tz_aware=True) as client:
        store = Store(client[name])
        store.prepare()
        cost = _fill(store, marks, wishes)
        found = client[name]["journals"].estimated_document_count()
        balance = _balances(wishes, name, wishes.size(2_000, 200))
        client.drop_database(name)
    exact = found == top
    worst = max(cost.values()) / min(cost.values())
    p14 = Result(
        "P14", "≤ 1.10", "dearest against cheapest CPU a credit", round(worst, 3), worst,
        exact=exact, details={"cpu_us": cost},
    )  # fmt: skip
    p10 = Result(
        "P10", "≤ 5", "ms, balance at p99", round(percentile(balance, 0.99), 2),
        middle(balance), exact=exact, details={"journals": found, "p50": middle(balance)},
    )  # fmt: skip
    return [p10, p14]


def _fill(store: Store, marks: list[int], wishes: Wishes) -> dict[str, float]:
    """CPU microseconds of ours a credit, in the last events before each mark."""
    handler = handlers(store, system_clock, settings=HoursSettings(), timezone="Asia/Shanghai")[
        HANDLER
    ]
    cost, used, counted = {}, 0.0, 0
    for start in range(0, marks[-1], BATCH):
        events = [attendance(number) for number in range(start, min(start + BATCH, marks[-1]))]
        begun = time.process_time()
        settle(HANDLER, handler, events, store.database)
        mark = next(one for one in marks if one > start)
        if start >= mark - _WINDOW:
            used, counted = used + time.process_time() - begun, counted + len(events)
        if start + BATCH >= mark:
            cost[f"{mark}"] = round(used / max(counted, 1) * 1e6, 1)
            wishes.say(f"{mark:,} journals: {cost[f'{mark}']} µs of CPU a credit")
            used, counted = 0.0, 0
    return cost


def _balances(wishes: Wishes, name: str, times: int) -> list[float]:
    """Milliseconds of GET /api/v1/hours/me, inside the application."""
    keys = Keys()
    settings = Settings("hours", wishes.parts.mongo_uri, name, "", keys.public, "http://bench.test")
    client: FlaskClient = create(settings, clock=system_clock, own=HoursSettings()).test_client()
    taken = []
    for number in range(times):
        headers = keys.headers(f"{number % 5_000:024x}")
        started = time.perf_counter()
        answer = client.get("/api/v1/hours/me", headers=headers)
        taken.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(answer.text)
    return taken[len(taken) // 10 :]
