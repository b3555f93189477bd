"""Pages of a roster at random places, on rosters of growing size."""

import time
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from pymongo import MongoClient

from shared.ids import new_id
from shared.paging import encode
from tests.benchmarks.load import closed_loop, request
from tests.benchmarks.measures.web import serve
from tests.benchmarks.people import Keys
from tests.benchmarks.result import middle, percentile
from tests.benchmarks.shift import ORGANISATION, PATH, Shift
from tests.benchmarks.wishes import Wishes

_OURS = "services.activities.wsgi:app"
_PAGES = 300
_SORTED_BY = ("start", "name_key", "_id")


def pages(wishes: Wishes, sizes: list[int]) -> dict[str, dict[str, Any]]:
    """{size: {rows, p50, p99, cpu_ms}}: milliseconds of a page of 100, and all its CPU."""
    found = {}
    for size in sizes:
        found[f"{size}"] = _pages(wishes, size)
        wishes.say(f"a page of a roster of {size:,}: {found[f'{size}']}")
    return found


def _pages(wishes: Wishes, size: int) -> dict[str, Any]:
    keys, name = Keys(), f"bench_rosters_{new_id()}"
    who = keys.headers("e" * 24, ("coordinator", PATH))
    with MongoClient[dict[str, Any]](wishes.parts.mongo_uri, tz_aware=True) as client:
        Shift(client[name], size)
        rows = list(client[name]["sign_ups"].aggregate([{"$sample": {"size": _PAGES}}]))
        asked = [request("GET", _address(row), who) for row in rows]
        server, port = serve(wishes, _OURS, name, keys)
        try:
            closed_loop(port, asked[: _PAGES // 10], 1)
            before = wishes.parts.cpu_seconds(server)
            started = time.perf_counter()
            outcome = closed_loop(port, asked, 1)
            seconds = time.perf_counter() - started
            used = wishes.parts.cpu_seconds(server) - before
        finally:
            wishes.parts.end(server)
            client.drop_database(name)
    if outcome.good != len(asked):
        raise RuntimeError(f"rosters were answered with {outcome.statuses}")
    taken = [one * 1000 for one in outcome.taken]
    return {
        "rows": size, "p50": round(middle(taken), 2), "p99": round(percentile(taken, 0.99), 2),
        "cpu_ms": round(used / len(asked) * 1000, 2), "rate": round(len(asked) / seconds, 1),
    }  # fmt: skip


def _address(row: dict[str, Any]) -> str:
    """The page behind this row."""
    after = [row[field] for field in _SORTED_BY]
    after[0] = after[0].astimezone(UTC)
    query = {"organisation_id": ORGANISATION, "sort": "start", "limit": "100"}
    return "/api/v1/rosters?" + urlencode({**query, "cursor": encode(after)})
