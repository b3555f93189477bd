"""P6, P10: check-ins over HTTP against a bare app, and the pages of a large roster."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import requests
from pymongo import MongoClient

from deploy.local.ports import free_port
from shared.ids import new_id
from tests.benchmarks.load import Outcome, closed_loop, request
from tests.benchmarks.people import Keys
from tests.benchmarks.result import Result, middle, percentile
from tests.benchmarks.shift import ORGANISATION, PATH, SECRET, Shift
from tests.benchmarks.wishes import Wishes

Load = Callable[[int, Sequence[bytes], int], Outcome]
CONNECTIONS = 64
_TURNS = 3
"""Short turns of both apps in each round: the pace of a shared machine changes by the minute."""
_BARE = "tests.benchmarks.bare_wsgi:app"
_OURS = "services.activities.wsgi:app"


def measure(wishes: Wishes) -> list[Result]:
    """Interleaved rounds of both apps, the same gunicorn settings, the same load."""
    count = wishes.size(4_000, 1_000)
    rounds, exact = [], True
    for number in range(wishes.rounds * _TURNS):
        ours, inside = check_ins(wishes, count)
        other = bare(wishes, count)
        exact &= inside == ours.good == count and other.good == count
        rounds.append({"ours": _row(ours), "other": _row(other)})
        wishes.say(
            f"turn {number + 1}: check-ins {rounds[-1]['ours']['rate']:,.0f}/s, "
            f"bare {rounds[-1]['other']['rate']:,.0f}/s"
        )
    value = middle([one["ours"]["rate"] / one["other"]["rate"] for one in rounds])
    p6 = Result(
        "P6", "≥ 0.75", "times", round(value, 3),
        middle([one["ours"]["rate"] for one in rounds]),
        middle([one["other"]["rate"] for one in rounds]), rounds, exact,
    )  # fmt: skip
    return [p6, _rosters(wishes)]


def serve(wishes: Wishes, app: str, database: str, keys: Keys) -> tuple[Any, int]:
    """A gunicorn of two processes as production has them; returns it and its port.

    Raises RuntimeError when it does not answer within half a minute.
    """
    port = free_port()
    server = wishes.parts.start(
        "gunicorn", "-c", "deploy/gunicorn.conf.py", app,
        MONGO_DATABASE=database, BIND=f"127.0.0.1:{port}", WEB_WORKERS="2", CODE_SECRET=SECRET,
        CODE_SECONDS="3600", TOKEN_PUBLIC_KEY=keys.public,
    )  # fmt: skip
    probe = request("GET", "/activities/healthz", {})
    for _ in range(600):
        if closed_loop(port, [probe], 1).statuses.get(0) is None:
            return server, port
        if server.poll() is not None:
            break
        time.sleep(0.05)
    wishes.parts.end(server)
    raise RuntimeError(f"{app} did not start; its last words are in {wishes.parts.log}")


def check_ins(wishes: Wishes, count: int, load: Load = closed_loop) -> tuple[Outcome, int]:
    """So many people check in; also how many are in afterwards."""
    keys, name = Keys(), f"bench_web_{new_id()}"
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri, tz_aware=True) as client:
        shift = Shift(client[name], count)
        server, port = serve(wishes, _OURS, name, keys)
        try:
            outcome = load(port, shift.requests(keys, "check-ins"), CONNECTIONS)
            inside = shift.inside()
        finally:
            wishes.parts.end(server)
            client.drop_database(name)
    return outcome, inside


def bare(wishes: Wishes, count: int, load: Load = closed_loop) -> Outcome:
    """So many writes of the bare app."""
    keys, name = Keys(), f"bench_bare_{new_id()}"
    server, port = serve(wishes, _BARE, name, keys)
    body = b'{"token":"' + b"x" * 39 + b'"}'
    try:
        headers = keys.headers("0" * 24)
        return load(port, [request("POST", "/", headers, body)] * count, CONNECTIONS)
    finally:
        wishes.parts.end(server)
        with MongoClient[dict[str, Any]](wishes.parts.mongo_uri) as client:
            client.drop_database(name)


def _rosters(wishes: Wishes) -> Result:
    """Pages of 100 of a roster of 10,000, walked to the end; the p99 of all pages."""
    keys, name = Keys(), f"bench_roster_{new_id()}"
    people = wishes.size(10_000, 1_000)
    taken: list[float] = []
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri, tz_aware=True) as client:
        Shift(client[name], people)
        server, port = serve(wishes, _OURS, name, keys)
        try:
            rows = 0
            for _ in range(3):
                rows = _walk(port, keys, taken)
        finally:
            wishes.parts.end(server)
            client.drop_database(name)
    worst = percentile(taken, 0.99)
    wishes.say(f"roster page p99 {worst:.1f} ms over {rows} rows")
    return Result("P10-roster", "≤ 30", "ms, roster page at p99", round(worst, 2),
                  middle(taken), exact=rows == people)  # fmt: skip


def _walk(port: int, keys: Keys, taken: list[float]) -> int:
    headers = keys.headers("e" * 24, ("coordinator", PATH))
    rows = 0
    more: dict[str, str] = {}
    with requests.Session() as session:
        while True:
            query = {"organisation_id": ORGANISATION, "limit": "100", **more}
            started = time.perf_counter()
            answer = session.get(
                f"http://127.0.0.1:{port}/api/v1/rosters", params=query, headers=headers, timeout=30
            )
            taken.append((time.perf_counter() - started) * 1000)
            answer.raise_for_status()
            page = answer.json()
            rows += len(page["items"])
            if not page["next_cursor"]:
                return rows
            more = {"cursor": page["next_cursor"]}


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "rate": round(outcome.good / outcome.seconds, 1),
        "p99_ms": round(percentile(outcome.taken, 0.99) * 1000, 1),
        "statuses": {str(key): count for key, count in outcome.statuses.items()},
    }
